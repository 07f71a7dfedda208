using TlsTools.Tls.Messages;

namespace TlsTools.Probe;

/// <summary>The client's part of a handshake behind the ServerHello.</summary>
internal interface IHandshakeClient
{
    /// <summary>Takes the server's flight; with the goal <see cref="ProbeGoal.Finish"/> it answers it and waits for what the server says.</summary>
    void Run(ServerHello hello, ProbeGoal goal);
}
