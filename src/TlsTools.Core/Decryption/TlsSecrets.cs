using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace TlsTools.Decryption;

/// <summary>
/// Secrets with which handshake messages and alerts are decrypted: key logs, private keys of servers, pre-shared keys. They are
/// kept until this is disposed, and nothing shows them.
/// </summary>
public sealed class TlsSecrets : IDisposable
{
    private readonly SecretPool _pool = new();
    private readonly SecretTable _table;
    private readonly Dictionary<ClientRandom, int> _connections = [];
    private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);
    private readonly List<RSA> _serverKeys = [];
    private readonly List<(string? Identity, ReadOnlyMemory<byte> Key)> _sharedKeys = [];
    private long _lines;
    private long _malformed;
    private long _foreign;
    private long _dropped;
    private long? _firstMalformed;

    /// <summary>Begins without any.</summary>
    public TlsSecrets() => _table = new SecretTable(_pool);

    /// <summary>What became of the lines so far.</summary>
    public SecretsReport Report => new()
    {
        Lines = _lines,
        Used = _table.Used,
        Unused = _table.Count - _table.Used,
        Malformed = _malformed,
        FirstMalformed = _firstMalformed,
        Foreign = _foreign,
        Dropped = _dropped,
    };

    /// <summary>Whether there is anything to decrypt with.</summary>
    internal bool IsEmpty => _connections.Count + _named.Count + _serverKeys.Count + _sharedKeys.Count == 0;

    /// <summary>Whether a secret may have to be computed from the messages of a handshake.</summary>
    internal bool NeedsTranscript => _named.Count + _serverKeys.Count + _sharedKeys.Count > 0;

    /// <summary>The private keys of servers.</summary>
    internal IReadOnlyList<RSA> ServerKeys => _serverKeys;

    /// <summary>The pre-shared keys, each with the identity that it is for, or for any.</summary>
    internal IReadOnlyList<(string? Identity, ReadOnlyMemory<byte> Key)> SharedKeys => _sharedKeys;

    /// <summary>Reads an NSS key log. Lines that cannot be read are counted, and nothing is thrown for them.</summary>
    /// <param name="stream">The text; it is left open.</param>
    public void AddKeyLog(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] buffer = new byte[BufferLength];
        int kept = 0;
        long number = 0;
        for (int count = Read(0); count > 0; count = Read(kept))
        {
            kept += count;
            int start = 0;
            for (int end = Find(start); end >= 0; end = Find(start))
            {
                AddLine(buffer.AsSpan(start, end), ++number);
                start += end + 1;
            }

            // No line of a key log is as long as the buffer.
            bool isEndless = start == 0 && kept == buffer.Length;
            start = isEndless ? kept : start;
            number += isEndless ? 1 : 0;
            _malformed += isEndless ? 1 : 0;
            _lines += isEndless ? 1 : 0;
            Array.Copy(buffer, start, buffer, 0, kept - start);
            kept -= start;
        }

        AddLine(buffer.AsSpan(0, kept), ++number);
        Array.Clear(buffer, 0, buffer.Length);

        int Read(int offset) => stream.Read(buffer, offset, buffer.Length - offset);

        int Find(int start) => buffer.AsSpan(start, kept - start).IndexOf((byte)'\n');
    }

    /// <summary>Adds the private key of a server, which opens handshakes in which the client encrypted a secret with the public one.</summary>
    /// <param name="key">The key; it is taken over and disposed of.</param>
    public void AddServerKey(RSA key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _serverKeys.Add(key);
    }

    /// <summary>Adds a pre-shared key.</summary>
    /// <param name="key">The key; it is copied.</param>
    /// <param name="identity">Under which name the client asks for it; <see langword="null"/> when it is to be tried for all.</param>
    public void AddPreSharedKey(ReadOnlySpan<byte> key, string? identity = null) => _sharedKeys.Add((identity, _pool.Add(key)));

    /// <summary>
    /// Reads pre-shared keys, one a line: the key in hex, or an identity, a colon and the key in hex, as GnuTLS and stunnel write it.
    /// </summary>
    /// <param name="stream">The text; it is left open.</param>
    /// <returns>How many lines cannot be read.</returns>
    public int AddPreSharedKeys(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int wrong = 0;
        byte[] text = new byte[BufferLength];
        int length = 0;
        for (int count; length < text.Length && (count = stream.Read(text, length, text.Length - length)) > 0;)
        {
            length += count;
        }

        byte[] key = new byte[BufferLength / 2];
        for (int start = 0; start < length;)
        {
            int end = text.AsSpan(start, length - start).IndexOf((byte)'\n');
            Span<byte> line = Trim(text.AsSpan(start, end < 0 ? length - start : end));
            start = end < 0 ? length : start + end + 1;
            int colon = line.LastIndexOf((byte)':');
            int keyLength = KeyLogLine.ReadHex(line.Slice(colon + 1), key);
            if (keyLength > 0)
            {
                AddPreSharedKey(key.AsSpan(0, keyLength), colon < 0 ? null : Encoding.UTF8.GetString(line.Slice(0, colon).ToArray()));
            }
            else if (line.Length > 0 && line[0] != (byte)'#')
            {
                wrong++;
            }
        }

        Array.Clear(text, 0, text.Length);
        Array.Clear(key, 0, key.Length);
        return wrong;
    }

    /// <summary>Clears all secrets.</summary>
    public void Dispose()
    {
        _pool.Clear();
        _table.Clear();
        _connections.Clear();
        _named.Clear();
        _sharedKeys.Clear();
        foreach (RSA key in _serverKeys)
        {
            key.Dispose();
        }

        _serverKeys.Clear();
    }

    /// <summary>The secrets of a connection; <see langword="null"/> when there are none.</summary>
    internal ConnectionSecrets? Find(in ClientRandom random) => _connections.TryGetValue(random, out int found) ? _table.Use(found) : null;

    /// <summary>The secret of a connection of which a line names the start of the encrypted premaster secret, or the session.</summary>
    internal ConnectionSecrets? Find(string prefix, ReadOnlySpan<byte> name) =>
        _named.Count > 0 && _named.TryGetValue(NameOf(prefix, name), out int found) ? _table.Use(found) : null;

    /// <summary>The prefix of names that are the first eight bytes of an encrypted premaster secret.</summary>
    internal const string EncryptedPremaster = "RSA";

    /// <summary>The prefix of names that are session ids.</summary>
    internal const string SessionId = "Session-ID";

    private void AddLine(Span<byte> bytes, long number)
    {
        ReadOnlySpan<byte> line = Trim(bytes);
        if (line.IsEmpty || line[0] == (byte)'#')
        {
            return;
        }

        _lines++;
        if (_lines - _dropped > MaximumLines)
        {
            _dropped++;
            return;
        }

        if (!KeyLogLine.TryRead(line, out KeyLogLine read) || !read.HasLabelForm())
        {
            NoteMalformed(number);
            return;
        }

        foreach ((byte[] label, SecretKind kind) in s_labels)
        {
            if (read.Label.SequenceEqual(label))
            {
                AddSecret(read, kind, number);
                return;
            }
        }

        if (read.Label.SequenceEqual(s_encryptedPremaster))
        {
            AddNamed(read, number);
            return;
        }

        _foreign++;
    }

    private void AddSecret(in KeyLogLine line, SecretKind kind, long number)
    {
        Span<byte> random = stackalloc byte[ClientRandom.Length];
        Span<byte> secret = stackalloc byte[LongestSecret];
        int length = KeyLogLine.ReadHex(line.Second, secret);
        bool fits = kind switch
        {
            SecretKind.Master => length == MasterLength,
            SecretKind.Premaster => length > 0,
            _ => length is 32 or 48 or 64,
        };
        if (!fits || KeyLogLine.ReadHex(line.First, random) != ClientRandom.Length)
        {
            NoteMalformed(number);
            return;
        }

        ClientRandom key = new(random);
        if (!_connections.TryGetValue(key, out int connection))
        {
            _connections.Add(key, connection = _table.Begin());
        }

        _table.Add(connection, kind, secret.Slice(0, length));
        secret.Clear();
    }

    // RSA <first 8 bytes of the encrypted premaster secret> <premaster secret>, and what OpenSSL's s_client prints, put on a
    // line: RSA Session-ID:<id> Master-Key:<master secret>.
    private void AddNamed(in KeyLogLine line, long number)
    {
        bool isSession = line.First.StartsWith(s_sessionId) && line.Second.StartsWith(s_masterKey);
        Span<byte> name = stackalloc byte[LongestSessionId];
        Span<byte> secret = stackalloc byte[LongestSecret];
        int nameLength = KeyLogLine.ReadHex(isSession ? line.First.Slice(s_sessionId.Length) : line.First, name);
        int length = KeyLogLine.ReadHex(isSession ? line.Second.Slice(s_masterKey.Length) : line.Second, secret);
        if (nameLength <= 0 || length != MasterLength || (!isSession && nameLength != EncryptedStart))
        {
            NoteMalformed(number);
            return;
        }

        string key = NameOf(isSession ? SessionId : EncryptedPremaster, name.Slice(0, nameLength));
        if (!_named.TryGetValue(key, out int connection))
        {
            _named.Add(key, connection = _table.Begin());
        }

        _table.Add(connection, isSession ? SecretKind.Master : SecretKind.Premaster, secret.Slice(0, length));
        secret.Clear();
    }

    private void NoteMalformed(long number)
    {
        _malformed++;
        _firstMalformed ??= number;
    }

    private static string NameOf(string prefix, ReadOnlySpan<byte> name) => prefix + Convert.ToBase64String(name.ToArray());

    private static Span<byte> Trim(Span<byte> line)
    {
        while (line.Length > 0 && line[line.Length - 1] is (byte)'\r' or (byte)' ' or (byte)'\t')
        {
            line = line.Slice(0, line.Length - 1);
        }

        return line.StartsWith(s_byteOrderMark) ? line.Slice(s_byteOrderMark.Length) : line;
    }

    private static readonly (byte[] Label, SecretKind Kind)[] s_labels =
    [
        ("CLIENT_RANDOM"u8.ToArray(), SecretKind.Master),
        ("CLIENT_HANDSHAKE_TRAFFIC_SECRET"u8.ToArray(), SecretKind.ClientHandshake),
        ("SERVER_HANDSHAKE_TRAFFIC_SECRET"u8.ToArray(), SecretKind.ServerHandshake),
        ("CLIENT_TRAFFIC_SECRET_0"u8.ToArray(), SecretKind.ClientTraffic),
        ("SERVER_TRAFFIC_SECRET_0"u8.ToArray(), SecretKind.ServerTraffic),
        ("CLIENT_EARLY_TRAFFIC_SECRET"u8.ToArray(), SecretKind.ClientEarly),
        ("PMS_CLIENT_RANDOM"u8.ToArray(), SecretKind.Premaster),
    ];

    private static readonly byte[] s_encryptedPremaster = "RSA"u8.ToArray();
    private static readonly byte[] s_sessionId = "Session-ID:"u8.ToArray();
    private static readonly byte[] s_masterKey = "Master-Key:"u8.ToArray();
    private static readonly byte[] s_byteOrderMark = [0xef, 0xbb, 0xbf];

    /// <summary>How many bytes of an encrypted premaster secret name it in a key log.</summary>
    internal const int EncryptedStart = 8;

    private const int MasterLength = 48;
    private const int LongestSessionId = 32;
    private const int LongestSecret = 128;
    private const int BufferLength = 64 * 1024;

    // Protects memory from a key log that a server has written for years: these take about 1 GB.
    private const long MaximumLines = 8_000_000;
}
