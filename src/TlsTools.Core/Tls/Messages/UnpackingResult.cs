namespace TlsTools.Tls.Messages;

/// <summary>What became of compressed data.</summary>
public enum UnpackingResult
{
    /// <summary>Nothing was tried, since the message is damaged.</summary>
    NotTried,

    /// <summary>The data were unpacked and have the length that the sender stated.</summary>
    Unpacked,

    /// <summary>This runtime does not have the algorithm.</summary>
    AlgorithmNotAvailable,

    /// <summary>The sender states more bytes than are unpacked for anyone.</summary>
    TooLong,

    /// <summary>The data are damaged, or have not the length that the sender stated.</summary>
    Damaged,
}
