using TlsTools.Handshakes;

namespace TlsTools.Diagnosis;

/// <summary>Recognises the TLS library at an end by its habits. It only raises confidence and picks the product of a remedy.</summary>
internal static class StackRecognizer
{
    /// <summary>The client's library; null where nothing tells.</summary>
    public static StackGuess? Client(TlsHandshake handshake) => null;

    /// <summary>The server's library; null where nothing tells.</summary>
    public static StackGuess? Server(TlsHandshake handshake) => null;
}
