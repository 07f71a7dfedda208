namespace TlsTools.Handshakes;

/// <summary>A property that two views of one handshake show differently.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Capture">What the capture shows.</param>
/// <param name="Log">What the log says.</param>
public sealed record HandshakeDisagreement(string Property, string Capture, string Log)
{
    /// <summary>Says it in one line, for instance <c>Version: TLS 1.3 in the capture, TLS 1.2 in the log</c>.</summary>
    public override string ToString() => $"{Property}: {Capture} in the capture, {Log} in the log";
}
