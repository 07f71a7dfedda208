using System;
using System.Collections.Generic;
using System.Net;
using TlsTools.Decryption;

namespace TlsTools.Handshakes;

/// <summary>What to read out of a capture. Everything that is not wanted is not decoded, so a filter makes reading faster.</summary>
public sealed record TlsCaptureOptions
{
    /// <summary>Names that the client asked for, with the wildcards <c>*</c> and <c>?</c>; empty lets everything through.</summary>
    public IReadOnlyList<string> ServerName { get; init; } = [];

    /// <summary>Addresses of which one must be an end of the connection; empty lets everything through.</summary>
    public IReadOnlyList<IPAddress> Address { get; init; } = [];

    /// <summary>Ports of which one must be an end of the connection; empty lets everything through.</summary>
    public IReadOnlyList<int> Port { get; init; } = [];

    /// <summary>Whether only attempts that failed, or in which an alert was sent, are wanted.</summary>
    public bool FailedOnly { get; init; }

    /// <summary>How many handshakes to read before stopping; <see langword="null"/> reads all.</summary>
    public int? First { get; init; }

    /// <summary>What to put into <see cref="TlsHandshake.Source"/> when a stream is read; a path names itself.</summary>
    public string? SourceName { get; init; }

    /// <summary>
    /// Secrets with which handshake messages and alerts are decrypted; the caller disposes of them. Those that a pcapng capture
    /// carries itself are used beside them.
    /// </summary>
    public TlsSecrets? Secrets { get; init; }

    /// <summary>Whether secrets that the capture carries are left alone.</summary>
    public bool IgnoreCarriedSecrets { get; init; }

    /// <summary>Called at the end of a capture that carries secrets.</summary>
    public Action<SecretsReport>? CarriedSecrets { get; init; }

    /// <summary>Called now and then with the bytes of the source that were read so far.</summary>
    public Action<long>? Progress { get; init; }
}
