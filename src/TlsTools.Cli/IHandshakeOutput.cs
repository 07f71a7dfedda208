using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>A form in which handshakes are shown.</summary>
internal interface IHandshakeOutput
{
    /// <summary>Shows one handshake.</summary>
    void Write(TlsHandshake handshake);

    /// <summary>All handshakes of a source were shown.</summary>
    void EndSource()
    {
    }

    /// <summary>Hands over what was written so far.</summary>
    void Flush();
}
