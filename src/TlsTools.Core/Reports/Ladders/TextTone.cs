namespace TlsTools.Reports.Ladders;

/// <summary>What a piece of text is there for; whoever shows it has a colour for each.</summary>
public enum TextTone
{
    /// <summary>What is read.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Strong,

    /// <summary>Lines, numbers and what is read second.</summary>
    Faint,

    /// <summary>What was not read but told from its place and length.</summary>
    Inferred,

    /// <summary>Where the handshake broke.</summary>
    Broken,

    /// <summary>That it worked.</summary>
    Good,
}
