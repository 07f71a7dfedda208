using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>
/// What the lengths of the records after the ServerHello tell of a handshake of TLS 1.3 whose keys are not known. A record is
/// its content, one byte of type and 16 of tag; the JDK's client pads by another 16. Where keys opened records, what they hold is
/// known, and nothing is guessed.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-5.2">RFC 8446, 5.2</seealso>
internal sealed class EncryptedFlight
{
    private readonly HandshakeBuilder _builder;
    private readonly int _clientHalf;
    private int? _clientPadding;

    private EncryptedFlight(HandshakeBuilder builder, int clientHalf)
    {
        _builder = builder;
        _clientHalf = clientHalf;
    }

    /// <summary>The event that is the client's Finished.</summary>
    public int? ClientFinished { get; private set; }

    /// <summary>The event that is an alert by which an end refused the handshake.</summary>
    public int? Refusal { get; private set; }

    /// <summary>Whether the client was asked for a certificate and what it answered, as far as the lengths tell.</summary>
    public ClientAuthentication ClientAuthentication { get; private set; }

    /// <summary>Whether both ends sent more than the handshake needs.</summary>
    public bool DataFlowed { get; private set; }

    /// <summary>Whether the server went on after the client's Finished, by a ticket or data, as far as keys show it.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>Whether the client sent more than the handshake needs and the server nothing, apart from what looks like session tickets.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Whether the version is TLS 1.3 at all.</summary>
    private bool IsTls13 { get; init; }

    /// <summary>Reads the lengths.</summary>
    public static EncryptedFlight Read(HandshakeBuilder builder)
    {
        HandshakeProgress progress = builder.Progress;
        EncryptedFlight flight = new(builder, progress.ClientHalf) { IsTls13 = progress.Version is { IsTls13: true } };
        if (flight.IsTls13)
        {
            int hash = progress.CipherSuite is { } suite && suite.Code == AesWithSha384 ? 48 : 32;
            if (builder.HasSecrets && flight.FindOpened(progress.ClientHalf, HandshakeType.Finished, after: -1) is int finished)
            {
                flight.ReadOpened(progress, finished);
            }
            else
            {
                flight.ReadRecords(progress, MessageAssembler.HeaderLength + hash + Overhead);
            }
        }

        return flight;
    }

    /// <summary>Whether the last record that a half sent before an event has the length of an alert.</summary>
    /// <param name="half">The half.</param>
    /// <param name="packet">The packet of the event.</param>
    public bool AnnouncesClose(int half, long packet)
    {
        if (!IsTls13 || ClientFinished is null)
        {
            return false;
        }

        for (int index = _builder.Events.Length - 1; index > ClientFinished; index--)
        {
            if (_builder.Events[index].Half == half && _builder.Events[index].Packet <= packet)
            {
                return IsAlert(_builder.Events[index]);
            }
        }

        return false;
    }

    private void ReadOpened(HandshakeProgress progress, int finished)
    {
        ClientFinished = finished;
        bool clientData = false;
        bool serverData = false;
        List<int> answer = [];
        for (int index = finished + 1; index < _builder.Events.Length; index++)
        {
            ref readonly TranscriptEvent seen = ref _builder.Events[index];
            if (seen.ContentType == ContentType.ApplicationData)
            {
                bool isData = !IsAlert(seen);
                clientData |= isData && seen.Half == progress.ClientHalf;
                serverData |= isData && seen.Half == progress.ServerHalf;
            }

            if (seen.Half == progress.ServerHalf)
            {
                answer.Add(index);
            }
        }

        // The server's half may be closed, if only the client's secrets are known.
        if (answer.Count == 1 && !_builder.HasHole && IsAlert(_builder.Events[answer[0]]))
        {
            Refusal = answer[0];
            return;
        }

        DataFlowed = clientData && serverData;
        IsUnanswered = clientData && !_builder.HasHole && AreTickets(answer.FindAll(index => _builder.Events[index].ContentType == ContentType.ApplicationData));
        IsAccepted = serverData || FindOpened(progress.ServerHalf, HandshakeType.NewSessionTicket, finished) is not null;
    }

    private int? FindOpened(int half, HandshakeType type, int after)
    {
        for (int index = after + 1; index < _builder.Events.Length; index++)
        {
            TranscriptEvent seen = _builder.Events[index];
            if (seen.Half == half && seen.IsDecrypted && seen.Kind == EventKind.Handshake && seen.Code == (byte)type)
            {
                return index;
            }
        }

        return null;
    }

    private void ReadRecords(HandshakeProgress progress, int finished)
    {
        List<int> client = [];
        List<int> server = [];
        long early = progress.EarlyRecords;
        for (int index = 0; index < _builder.Events.Length; index++)
        {
            if (_builder.Events[index].ContentType == ContentType.ApplicationData)
            {
                bool fromClient = _builder.Events[index].Half == progress.ClientHalf;
                if (fromClient && early > 0)
                {
                    early--;
                    continue;
                }

                if (!fromClient || !_builder.Events[index].IsDecrypted)
                {
                    (fromClient ? client : server).Add(index);
                }
            }
        }

        if (client.Count == 0)
        {
            // No handshake message fits into so short a record, so a server that still sends its part has broken it off.
            Refusal = server is [.., int end] && !_builder.HasHole && _builder.Events[end] is { IsDecrypted: false, Length: AlertLength } ? end : null;
            return;
        }

        if (IsAlert(_builder.Events[client[0]]) && !_builder.HasHole)
        {
            Refusal = client[0];
            return;
        }

        int last = FindFinished(client, finished);
        ReadAfterFinished(client, server, last);
    }

    private int FindFinished(List<int> client, int finished)
    {
        for (int index = 0; index < client.Count && index < LongestFlight; index++)
        {
            long length = _builder.Events[client[index]].Length;
            if (length == finished || length == finished + Padding)
            {
                _clientPadding = (int)(length - finished);
                ClientAuthentication = AnswerOf(client, index, (int)(length - finished));
                return client[index];
            }
        }

        // NSS packs its whole flight into one record.
        long packed = _builder.Events[client[0]].Length;
        ClientAuthentication = packed == finished + EmptyCertificate ? ClientAuthentication.RequestedEmpty
            : packed > finished + LeastCertificate ? ClientAuthentication.Sent
            : ClientAuthentication.Unknown;
        return client[0];
    }

    // What the client sent before its Finished: nothing, an empty Certificate, or a Certificate with its CertificateVerify.
    private ClientAuthentication AnswerOf(List<int> client, int finished, int padding)
    {
        int first = _builder.Events[client[0]].Length == EndOfEarlyData + padding && finished > 0 ? 1 : 0;
        long length = finished > first ? _builder.Events[client[first]].Length : 0;
        return _builder.HasHole ? ClientAuthentication.Unknown
            : finished == first ? ClientAuthentication.NotRequested
            : finished == first + 1 && length == EmptyCertificate + Overhead + padding ? ClientAuthentication.RequestedEmpty
            : length > LeastCertificate ? ClientAuthentication.Sent
            : ClientAuthentication.Unknown;
    }

    private void ReadAfterFinished(List<int> client, List<int> server, int finished)
    {
        int clientAfter = 0;
        foreach (int index in client)
        {
            clientAfter += index > finished && !IsAlert(_builder.Events[index]) ? 1 : 0;
        }

        // The JDK sends its flight in several segments, so the server's answer may stand between them.
        List<int> answer = server.FindAll(index => index > client[0]);
        if (answer.Count == 1 && !_builder.HasHole && IsAlert(_builder.Events[answer[0]]) && !ClosesFirst(client, finished, answer[0]))
        {
            Refusal = answer[0];
            return;
        }

        ClientFinished = finished;
        DataFlowed = clientAfter > 0 && answer.Exists(index => index > finished && !IsAlert(_builder.Events[index]));
        IsUnanswered = clientAfter > 0 && !_builder.HasHole && AreTickets(answer);
    }

    // Tickets come in twos or more and have one length; a single record could be data as well.
    private bool AreTickets(List<int> answer) =>
        answer.Count == 0
        || (answer.Count > 1 && answer.TrueForAll(index => _builder.Events[index].Count == 1 && _builder.Events[index].Length == _builder.Events[answer[0]].Length));

    // A server that only answers the client's close_notify refuses nothing. After a flight with a certificate, or an empty
    // one, a lone alert does refuse, whatever the client sent meanwhile: a server that is content sends tickets first.
    private bool ClosesFirst(List<int> client, int finished, int answer) =>
        finished == client[0]
        && client.Exists(index => index > finished && index < answer && IsAlert(_builder.Events[index]));

    // The client's Finished tells whether it pads; servers were seen to pad their alerts alone.
    private bool IsAlert(in TranscriptEvent record) =>
        record.ContentType == ContentType.ApplicationData
        && !record.IsDecrypted
        && (record.Half == _clientHalf && _clientPadding is int padding
            ? record.Length == AlertLength + padding
            : record.Length is AlertLength or (AlertLength + Padding));

    // TLS_AES_256_GCM_SHA384 is the only suite of TLS 1.3 with the longer hash.
    private const ushort AesWithSha384 = 0x1302;
    private const int Overhead = 17;

    // A Certificate message without a certificate: header, empty context, empty list.
    private const int EmptyCertificate = 4 + 1 + 3;

    // No certificate with its message is shorter.
    private const int LeastCertificate = 200;
    private const int EndOfEarlyData = 4 + Overhead;
    private const int AlertLength = 2 + Overhead;
    private const int Padding = 16;

    // EndOfEarlyData, a Certificate that needs several records, CertificateVerify, Finished.
    private const int LongestFlight = 12;
}
