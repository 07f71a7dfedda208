namespace TlsTools.Reports.Ladders;

/// <summary>One thing to know of the whole handshake.</summary>
/// <param name="Label">What it is about, for instance <c>Agreed on</c>.</param>
/// <param name="Text">What is to be known.</param>
public sealed record LadderFact(string Label, string Text)
{
    /// <summary>What it is about, and what is to be known.</summary>
    public override string ToString() => $"{Label}: {Text}";
}
