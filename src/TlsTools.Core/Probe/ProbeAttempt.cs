using System;
using TlsTools.Carriers;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>Makes handshakes, such as captures have them, out of attempts.</summary>
internal static class ProbeAttempt
{
    /// <summary>Makes an attempt over a connection that stands.</summary>
    public static TlsHandshake Run(RecordedConnection connection, ClientHelloOffer offer, ProbeGoal goal, string source, string carrier)
    {
        connection.BeginRecording();
        using ProbeExchange exchange = new(connection, offer);
        connection.Secrets = exchange.KeyLog;
        exchange.Run(goal);
        return ToHandshake(connection, exchange.KeyLog.AddTo, source, carrier);
    }

    /// <summary>Makes the handshake of what was sent.</summary>
    /// <param name="connection">Has recorded it.</param>
    /// <param name="addSecrets">Adds what opens its records.</param>
    /// <param name="source">What the handshake calls its source.</param>
    /// <param name="carrier">What carried TLS.</param>
    /// <param name="alert">The alert of the server that somebody else could read, where its record stays closed.</param>
    public static TlsHandshake ToHandshake(RecordedConnection connection, Action<TlsSecrets> addSecrets, string source, string carrier, AlertDescription? alert = null)
    {
        using TlsSecrets secrets = new();
        addSecrets(secrets);
        using SecretSources sources = new(secrets);
        HandshakeBuilder builder = new(new MemoryBudget(), new SharedContent(), sources);
        builder.Progress.AssumeClient(0);
        foreach ((Side sender, byte[] bytes, Provenance provenance) in connection.Sent)
        {
            builder.Push(sender, bytes, provenance);
        }

        switch (connection.State)
        {
            case ConnectionState.Closed:
                builder.Fin(connection.Peer, connection.Now);
                break;
            case ConnectionState.Reset:
                builder.Reset(connection.Peer, connection.Now);
                break;
        }

        builder.End();
        Verdict verdict = new(builder, answerAwaited: connection is { Peer: Side.Server, State: ConnectionState.TimedOut });
        TlsHandshake handshake = HandshakeFactory.CreateLive(builder, verdict, source, carrier, (connection.Client!, connection.Server), alert);
        builder.Release();
        return handshake;
    }

    /// <summary>In place of an attempt that was not made any more.</summary>
    public static TlsHandshake NotMade(string source, string carrier) => new() { Source = source, Carrier = carrier, Outcome = HandshakeOutcome.Incomplete };

    /// <summary>The handshake of a connection that did not come about, or on which TLS was refused.</summary>
    public static TlsHandshake NotConnected(RecordedConnection connection, string source, string carrier, string? refusal = null) => new()
    {
        Refusal = refusal is null ? null : new CarrierRefusal(IsNotOffered: false, refusal),
        Source = source,
        Server = connection.Server,
        Client = connection.Client,
        Carrier = carrier,
        StartTimestamp = connection.Now.Time,
        Phase = HandshakePhase.TcpOnly,
        Outcome = HandshakeOutcome.Failed,
        EndedBy = connection.State == ConnectionState.TimedOut ? ConnectionEnding.Timeout : ConnectionEnding.Reset,
        EndedBySide = Side.Server,
        Connected = connection.Client is not null,
    };
}
