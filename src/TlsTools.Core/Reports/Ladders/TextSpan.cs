namespace TlsTools.Reports.Ladders;

/// <summary>A piece of a line of text in one tone.</summary>
/// <param name="Text">The text, safe to show on a terminal.</param>
/// <param name="Tone">What it is there for.</param>
public sealed record TextSpan(string Text, TextTone Tone);
