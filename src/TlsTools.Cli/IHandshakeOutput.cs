using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>A form in which handshakes are shown.</summary>
internal interface IHandshakeOutput
{
    /// <summary>Shows one handshake.</summary>
    void Write(TlsHandshake handshake);

    /// <summary>Hands over what was written so far.</summary>
    void Flush();
}
