using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using TlsTools.Tls;

namespace TlsTools.Probe.Platform;

/// <summary>One connection of the platform's own TLS, that is of what programs of this machine would use, up to the server's first answer.</summary>
internal sealed partial class PlatformClient
{
    private readonly List<byte> _answer = [];

    private PlatformClient()
    {
    }

    /// <summary>Whether this end was done with the handshake, and content with it.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether the server sent application data.</summary>
    public bool HasAnswer => _answer.Count > 0;

    /// <summary>Whether the server sent nothing in the time that it was given.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>Whether the server took leave in order, that is by an alert and not only by its end of the connection.</summary>
    public bool IsLeaveTaken { get; private set; }

    /// <summary>What the platform said when it failed; <see langword="null"/> where it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The alert that the platform told of.</summary>
    public AlertDescription? Alert => PlatformAlert.Find(Failure);

    /// <summary>What the server answered in HTTP.</summary>
    public HttpAnswer? Http => HttpAnswer.TryRead(_answer);

    /// <summary>Leads the handshake and waits for the server's first words.</summary>
    public static PlatformClient Run(RecordedConnection connection, PlatformOffer offer)
    {
        PlatformClient client = new();
        RecordedStream stream = new(connection);
        try
        {
            using SslStream tls = Begin(stream, offer);
            client.IsDone = true;
            client.Listen(connection, stream, tls, offer);

            // That the probe leaves is no part of what it saw.
            connection.EndRecording();
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException or Win32Exception or InvalidOperationException or NotSupportedException)
        {
            connection.Cancellation.ThrowIfCancellationRequested();
            client.IsSilent = stream.IsSilent;
            client.Failure = stream.IsSilent ? null : refused;
        }

        connection.Cancellation.ThrowIfCancellationRequested();
        return client;
    }

    private void Listen(RecordedConnection connection, RecordedStream stream, SslStream tls, PlatformOffer offer)
    {
        byte[] buffer = new byte[BufferLength];
        if (offer.HttpHost is { } host)
        {
            tls.Write(HttpAnswer.Request(host));
        }
        else
        {
            stream.Patience = s_silence + connection.RoundTrip + connection.RoundTrip;
        }

        int count;
        while ((count = tls.Read(buffer, 0, buffer.Length)) > 0 && _answer.Count < MostRead)
        {
            _answer.AddRange(buffer.AsSpan(0, count).ToArray());
            if (offer.HttpHost is null)
            {
                return;
            }

            // The page follows its head at once.
            stream.Patience = s_afterthought + connection.RoundTrip;
        }

        IsLeaveTaken = count == 0 && connection.State == ConnectionState.Open;
    }

    private static void Run(SslStream tls, Action handshake)
    {
        try
        {
            handshake();
        }
        catch
        {
            tls.Dispose();
            throw;
        }
    }

    private const int BufferLength = 4096;

    // Protects memory and time from a page without end; what says why a client is refused stands at its beginning.
    private const int MostRead = 16 * 1024;

    // How long a server that takes the client may say nothing, beside the way there and back.
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(500);

    // How long a page may take after its head.
    private static readonly TimeSpan s_afterthought = TimeSpan.FromMilliseconds(250);
}
