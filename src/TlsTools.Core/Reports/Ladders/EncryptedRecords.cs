using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>
/// Tells what encrypted records of TLS 1.3 probably are, from their order, which the standard fixes, and their lengths. A record
/// is its content, one byte of type and 16 of tag; the JDK pads by another 16. Where order and lengths do not fit, nothing is told.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-2">RFC 8446, 2</seealso>
internal sealed class EncryptedRecords
{
    private readonly TlsHandshake _handshake;
    private readonly Dictionary<TlsMessage, string> _names = [];
    private readonly Dictionary<TlsMessage, int> _places = [];

    private EncryptedRecords(TlsHandshake handshake) => _handshake = handshake;

    /// <summary>Where the client's Finished is told, or null.</summary>
    public TlsMessage? ClientFinished { get; private set; }

    /// <summary>What a record probably is; null where that cannot be told.</summary>
    public string? NameOf(TlsMessage message) => _names.TryGetValue(message, out string? name) ? name : null;

    /// <summary>Whether a record is a part of the handshake, whatever it holds.</summary>
    public static bool IsClosed(TlsMessage message) => message is { Encrypted: true, Decrypted: false, ContentType: ContentType.ApplicationData };

    /// <summary>Looks at the records of a handshake.</summary>
    public static EncryptedRecords Read(TlsHandshake handshake)
    {
        EncryptedRecords records = new(handshake);
        bool isOpened = handshake.Messages.Any(message => message.Decrypted);
        if (handshake is { Version.IsTls13: true, CaptureQuality: null or { IsComplete: true } } && !isOpened)
        {
            records.Read();
        }

        return records;
    }

    private void Read()
    {
        List<TlsMessage> client = [];
        List<TlsMessage> server = [];
        bool isAnswered = false;
        foreach (TlsMessage message in _handshake.AllMessages)
        {
            _places[message] = _places.Count;
            isAnswered |= message is { Sender: Side.Server, HandshakeType: HandshakeType.ServerHello };
            if (!IsClosed(message))
            {
                continue;
            }

            if (!isAnswered)
            {
                _names[message] = EarlyData;
            }
            else if (message.Sender == Side.Client)
            {
                client.Add(message);
            }
            else
            {
                server.Add(message);
            }
        }

        if (_handshake.Alert is { Encrypted: true, Decrypted: false } alert
            && _handshake.Messages.LastOrDefault(message => IsClosed(message) && message.Packet == alert.Packet && message.Sender == alert.Sender) is { } refusal)
        {
            _names[refusal] = Alert;
        }

        int turn = client.Count > 0 ? _places[client[0]] : _places.Count;
        NameServerFlight(server.FindAll(message => _places[message] < turn && !_names.ContainsKey(message)));
        NameClientFlight(client.FindAll(message => !_names.ContainsKey(message)));
        NameRest(client, server);
    }

    private long FinishedLength => HeaderLength + (_handshake.CipherSuite is { Code: AesWithSha384 } ? 48 : 32) + Overhead;

    private bool IsFinished(TlsMessage message) => message.Length is long length && (length == FinishedLength || length == FinishedLength + Padding);

    private void NameServerFlight(List<TlsMessage> flight)
    {
        string[]? names = (flight.Count, _handshake.Resumed) switch
        {
            (2, true) => ["EncryptedExtensions", "Finished"],
            (4, not true) => ["EncryptedExtensions", "Certificate", "CertificateVerify", "Finished"],
            (5, not true) => ["EncryptedExtensions", "CertificateRequest", "Certificate", "CertificateVerify", "Finished"],
            _ => null,
        };
        bool fits = names is not null && IsFinished(flight[flight.Count - 1])
            && (names.Length < 4 || flight[names.Length - 3].Length > LeastCertificate);
        for (int i = 0; i < flight.Count; i++)
        {
            _names[flight[i]] = fits ? names![i] : flight.Count == 1 ? ServerFlight : ServerPart;
        }
    }

    private void NameClientFlight(List<TlsMessage> flight)
    {
        int finished = flight.FindIndex(IsFinished);
        if (finished < 0 || finished >= LongestFlight)
        {
            if (flight.Count > 0 && _handshake.Alert is null)
            {
                _names[flight[0]] = ClientFlight;
                ClientFinished = flight[0];
            }

            return;
        }

        ClientFinished = flight[finished];
        _names[flight[finished]] = "Finished";
        long padding = flight[finished].Length!.Value - FinishedLength;
        int first = 0;
        if (finished > 0 && flight[0].Length == HeaderLength + Overhead + padding)
        {
            _names[flight[0]] = "EndOfEarlyData";
            first = 1;
        }

        for (int i = first; i < finished; i++)
        {
            _names[flight[i]] = (_handshake.InferredClientAuthentication, finished - first) switch
            {
                (ClientAuthentication.RequestedEmpty, 1) => EmptyCertificate,
                (ClientAuthentication.Sent, 1) => "Certificate and CertificateVerify",
                (ClientAuthentication.Sent, _) => i == finished - 1 ? "CertificateVerify" : "Certificate",
                _ => ClientPart,
            };
        }
    }

    // Tickets come in twos or more, have one length and stand before any data. An alert is the last that an end sends.
    private void NameRest(List<TlsMessage> client, List<TlsMessage> server)
    {
        if (ClientFinished is null)
        {
            return;
        }

        int turn = _places[ClientFinished];
        List<TlsMessage> after = server.FindAll(message => _places[message] > turn && !_names.ContainsKey(message));
        int alike = after.FindIndex(message => message.Length != after[0].Length || message.Count > 1);
        int tickets = alike < 0 ? after.Count : alike;
        for (int i = 0; tickets > 1 && i < tickets; i++)
        {
            _names[after[i]] = "NewSessionTicket";
        }

        foreach (List<TlsMessage> half in new[] { client, server })
        {
            if (half.Count > 0 && half[half.Count - 1] is { Count: 1, Length: AlertLength or AlertLength + Padding } last && _places[last] > turn && !_names.ContainsKey(last))
            {
                _names[last] = _handshake.EndedBy == ConnectionEnding.CloseNotify ? AlertAtEnd : Alert;
            }
        }
    }

    /// <summary>What a record that is an alert is called.</summary>
    internal const string Alert = "an alert";

    /// <summary>What an alert is called that ends a connection which worked; that it is close_notify its length does not tell.</summary>
    internal const string AlertAtEnd = "an alert at the end";

    /// <summary>What a record that holds no certificate is called.</summary>
    internal const string EmptyCertificate = "an empty Certificate";

    /// <summary>What a record is called that came before the server's answer, which can be nothing else.</summary>
    internal const string EarlyData = "early data (0-RTT)";

    /// <summary>What records are called that hold more than one message, or a part of one.</summary>
    internal const string ServerFlight = "the server's whole flight";

    /// <inheritdoc cref="ServerFlight"/>
    internal const string ServerPart = "a part of the server's flight";

    /// <inheritdoc cref="ServerFlight"/>
    internal const string ClientFlight = "the client's whole flight";

    /// <inheritdoc cref="ServerFlight"/>
    internal const string ClientPart = "a part of the client's flight";

    // TLS_AES_256_GCM_SHA384 is the only suite of TLS 1.3 with the longer hash.
    private const ushort AesWithSha384 = 0x1302;
    private const int HeaderLength = 4;
    private const int Overhead = 17;
    private const int Padding = 16;
    private const int AlertLength = 2 + Overhead;

    // No certificate with its message is shorter.
    private const int LeastCertificate = 200;
    private const int LongestFlight = 12;
}
