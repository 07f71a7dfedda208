namespace TlsTools.Logs;

/// <summary>A line of a log.</summary>
/// <param name="Number">1 for the first line of the source.</param>
/// <param name="Text">The line without its end.</param>
internal readonly record struct LogLine(long Number, string Text);
