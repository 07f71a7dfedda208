using System.Collections.Generic;
using System.Net;

namespace TlsTools.Handshakes;

/// <summary>
/// Connections that were refused, never answered or closed before a hello. Nothing in them is TLS, so they count as attempts
/// only where TLS is expected: at an endpoint that speaks it elsewhere in the capture, at a port registered for it, or where
/// the user looks.
/// </summary>
internal sealed class RefusedConnections(TlsCaptureOptions options)
{
    private readonly HashSet<IPEndPoint> _servers = [];
    private bool _dataSeen;
    private readonly List<(IPEndPoint Server, QueuePlace Place, TlsHandshake Handshake)> _undecided = [];

    /// <summary>Whether a port is registered for a protocol over TLS, or customary for one.</summary>
    public static bool IsTlsPort(int port) => s_registered.Contains(port);

    /// <summary>Notes that TLS is spoken at an endpoint.</summary>
    public void NoteServer(IPEndPoint server)
    {
        if (!_servers.Add(server))
        {
            return;
        }

        for (int index = _undecided.Count - 1; index >= 0; index--)
        {
            if (_undecided[index].Server.Equals(server))
            {
                Report(_undecided[index].Place, _undecided[index].Handshake);
                _undecided.RemoveAt(index);
            }
        }
    }

    /// <summary>Takes a connection that was refused.</summary>
    /// <param name="server">Where it went.</param>
    /// <param name="place">Its place in the order of output.</param>
    /// <param name="handshake">What is reported if it counts.</param>
    /// <param name="isSilent">Whether it came about and was closed without a byte, as monitors do all day: that counts only if there is nothing else.</param>
    public void Add(IPEndPoint server, QueuePlace place, TlsHandshake handshake, bool isSilent)
    {
        if (isSilent)
        {
            server = new IPEndPoint(IPAddress.None, server.Port);
        }
        else if (IsTlsPort(server.Port) || options.Port.Count > 0 || options.Address.Count > 0 || _servers.Contains(server))
        {
            Report(place, handshake);
            return;
        }

        _undecided.Add((server, place, handshake));
        if (_undecided.Count > MaximumUndecided)
        {
            _undecided[0].Place.Decide(isTls: false);
            _undecided.RemoveAt(0);
        }
    }

    /// <summary>Notes that some connection carried data.</summary>
    public void NoteData() => _dataSeen = true;

    /// <summary>
    /// The capture has ended: what is undecided was no attempt at TLS, unless attempts at one port are all that the
    /// capture has. Then it was made to find out why they fail.
    /// </summary>
    public void Complete()
    {
        bool isAllThereIs = !_dataSeen && _undecided.Count > 0 && _undecided[0].Server.Port > LastSystemPort && _undecided.TrueForAll(refused => refused.Server.Port == _undecided[0].Server.Port);
        foreach ((_, QueuePlace place, TlsHandshake handshake) in _undecided)
        {
            if (isAllThereIs)
            {
                Report(place, handshake);
            }
            else
            {
                place.Decide(isTls: false);
            }
        }

        _undecided.Clear();
    }

    private static void Report(QueuePlace place, TlsHandshake handshake)
    {
        place.Decide(isTls: true);
        place.Finish(handshake);
    }

    // RFC 6335, 6: up to here a port says what is spoken, and if that were TLS it would be in the table.
    private const int LastSystemPort = 1023;

    // A port scan must not fill the memory.
    private const int MaximumUndecided = 256;

    // Service names of IANA whose protocol is TLS from the first byte, and what is customary: 8443, 9443 (HTTPS), 2376
    // (Docker), 5671 (AMQP), 8883 (MQTT), 5986 (WinRM), 6697 (IRC), 9093 (Kafka).
    private static readonly HashSet<int> s_registered =
    [
        443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 2083, 2376, 3269, 5061, 5223, 5671, 5986, 6514, 6697, 8443, 8883, 9093, 9443,
    ];
}
