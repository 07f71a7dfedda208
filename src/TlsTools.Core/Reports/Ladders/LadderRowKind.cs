namespace TlsTools.Reports.Ladders;

/// <summary>What a row of a ladder stands for.</summary>
public enum LadderRowKind
{
    /// <summary>A handshake message.</summary>
    Message,

    /// <summary>A change of keys.</summary>
    ChangeOfKeys,

    /// <summary>An alert.</summary>
    Alert,

    /// <summary>Records that cannot be read.</summary>
    Encrypted,

    /// <summary>Application data, of which nothing is read.</summary>
    Data,

    /// <summary>Something that is no TLS.</summary>
    Plaintext,

    /// <summary>The end of the TCP connection.</summary>
    Transport,

    /// <summary>What an end said in words, in its log.</summary>
    Statement,

    /// <summary>An answer that never came, or other rows that are left out: no message of either end.</summary>
    Gap,
}
