using System;
using System.IO;
using System.Text;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>All that the connections of one capture can be opened with: what the user gave, and what the capture carries itself.</summary>
/// <param name="given">What the user gave; it outlives the capture.</param>
internal sealed class SecretSources(TlsSecrets? given) : IDisposable
{
    private TlsSecrets? _carried;
    private byte[]? _plaintext;
    private CipherSuite _suite;
    private SuiteProtection _protection;

    /// <summary>Whether there is anything to decrypt with.</summary>
    public bool HasSecrets { get; private set; } = given is { IsEmpty: false };

    /// <summary>Whether secrets were given or carried at all, even if none can be used.</summary>
    public bool IsAsked => given is not null || _carried is not null;

    /// <summary>Whether a secret may have to be computed from the messages of a handshake.</summary>
    public bool NeedsTranscript => given is { NeedsTranscript: true } || _carried is { NeedsTranscript: true };

    /// <summary>What was given beside key logs.</summary>
    public TlsSecrets? Given => given;

    /// <summary>The master secrets of sessions that may be resumed.</summary>
    public SessionSecrets Sessions { get; } = new();

    /// <summary>What became of the lines that the capture carries; <see langword="null"/> where it carries none.</summary>
    public SecretsReport? CarriedReport => _carried?.Report;

    /// <summary>Room for the content of one record; whoever used it for application data clears it.</summary>
    public byte[] Plaintext => _plaintext ??= new byte[LongestRecord];

    /// <summary>What a suite says of the protection of records; most connections of a capture have the same one.</summary>
    public SuiteProtection ProtectionOf(CipherSuite suite)
    {
        if (suite != _suite)
        {
            _suite = suite;
            _protection = SuiteProtection.Of(suite);
        }

        return _protection;
    }

    /// <summary>Takes the text of a key log that the capture carries.</summary>
    public void AddCarried(byte[] keyLog)
    {
        _carried ??= new TlsSecrets();
        _carried.AddKeyLog(new MemoryStream(keyLog, writable: false));
        HasSecrets |= !_carried.IsEmpty;
    }

    /// <summary>The secrets of a connection; <see langword="null"/> when there are none.</summary>
    public ConnectionSecrets? Find(in ClientRandom random) => _carried?.Find(random) ?? given?.Find(random);

    /// <summary>The secret of a connection of which a line names something else.</summary>
    public ConnectionSecrets? Find(string prefix, ReadOnlySpan<byte> name) => _carried?.Find(prefix, name) ?? given?.Find(prefix, name);

    /// <summary>The pre-shared key that a client names, by its identity or by a ticket that a session gave it; empty when it is not known.</summary>
    public ReadOnlyMemory<byte> FindShared(byte[] identity)
    {
        if (Sessions.Find(identity) is { IsEmpty: false } ofTicket)
        {
            return ofTicket;
        }

        string asked = Encoding.UTF8.GetString(identity);
        foreach ((string? name, ReadOnlyMemory<byte> key) in given?.SharedKeys ?? [])
        {
            if (name is null || name == asked)
            {
                return key;
            }
        }

        return default;
    }

    /// <summary>Clears what belongs to the capture.</summary>
    public void Dispose()
    {
        _carried?.Dispose();
        Sessions.Clear();
        if (_plaintext is not null)
        {
            Array.Clear(_plaintext, 0, _plaintext.Length);
        }
    }

    // The longest record that is read at all (RFC 5246, 6.2.3).
    private const int LongestRecord = (1 << 14) + 2048;
}
