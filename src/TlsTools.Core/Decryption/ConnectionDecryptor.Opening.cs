using System;
using System.Security.Cryptography;
using TlsTools.Decryption.Records;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <content>Opening records, and what is not there of them.</content>
internal sealed partial class ConnectionDecryptor
{
    /// <summary>A record that was wanted is complete.</summary>
    /// <param name="half">Who sent it.</param>
    /// <param name="type">What its header says it holds.</param>
    /// <param name="version">The version in its header.</param>
    /// <param name="fragment">What follows the header.</param>
    /// <param name="opened">What it holds.</param>
    /// <returns>Whether it could be opened.</returns>
    public bool TryOpen(int half, ContentType type, ushort version, ReadOnlySpan<byte> fragment, out OpenedRecord opened)
    {
        opened = default;
        ProtectedDirection direction = _directions[half];
        ProtectedRecord record = new() { Type = type, Version = version, Fragment = fragment, Sequence = direction.Sequence };
        try
        {
            if (!IsTls13 && type == ContentType.ApplicationData && direction.Inflater is null)
            {
                direction.Protection!.Pass(record);
                direction.Sequence++;
                opened = new OpenedRecord { Type = type };
                return true;
            }

            int length = IsTls13 ? OpenTls13(half, record) : OpenWith(direction, record);
            if (direction.Inflater is not null && length >= 0)
            {
                length = direction.Inflater.Inflate(sources.Plaintext.AsSpan(0, length), sources.Plaintext);
            }

            if (length >= 0)
            {
                return TryUnwrap(type, length, out opened);
            }
        }
        catch (Exception refused) when (refused is CryptographicException or PlatformNotSupportedException)
        {
            _remark = $"The platform refuses {_handshake?.Suite}: {refused.Message}";
            direction.IsLost = true;
        }

        _closed++;
        return false;
    }

    /// <summary>A record that was wanted is not complete: the capture does not have all of it.</summary>
    public void OnMissing(int half)
    {
        ProtectedDirection direction = _directions[half];
        if (IsTls13)
        {
            // Whether it had the next number, or the first of other keys, is not known.
            direction.Missing = Math.Min(direction.Missing + 1, MostMissing);
        }
        else
        {
            direction.Sequence++;
        }

        direction.IsLost |= direction.Protection is { CanResume: false };
        _closed++;
    }

    /// <summary>The capture does not have bytes in which records begin.</summary>
    /// <param name="half">Who sent them.</param>
    /// <param name="length">How many bytes.</param>
    public void OnHole(int half, long length)
    {
        ProtectedDirection direction = _directions[half];
        direction.Missing = (int)Math.Min(MostMissing, direction.Missing + (length / ShortestRecord) + 1);
        direction.IsLost |= direction.Protection is { CanResume: false };
    }

    // The record after a hole has one of several numbers.
    private int OpenWith(ProtectedDirection direction, in ProtectedRecord record)
    {
        int tries = 1 + (direction.Protection!.CanResume ? direction.Missing : 0);
        for (int skipped = 0; skipped < tries; skipped++)
        {
            ProtectedRecord numbered = new()
            {
                Type = record.Type,
                Version = record.Version,
                Fragment = record.Fragment,
                Sequence = direction.Sequence + (ulong)skipped,
            };
            int length = direction.Protection.Open(numbered, sources.Plaintext);
            if (length >= 0)
            {
                direction.Sequence = numbered.Sequence + 1;
                direction.Missing = 0;
                direction.Failures = 0;
                direction.IsConfirmed = true;
                return length;
            }
        }

        // Before TLS 1.3 every record has its number; then, early data that is not opened has numbers of other keys.
        direction.Sequence += !IsTls13 || direction.IsConfirmed ? 1UL : 0;
        return Fail(direction);
    }

    private int Fail(ProtectedDirection direction)
    {
        _isWrong |= direction.Protection is not null;
        direction.IsLost = ++direction.Failures >= MostFailures || direction.Protection is { CanResume: false };
        return -1;
    }

    private bool TryUnwrap(ContentType type, int length, out OpenedRecord opened)
    {
        Span<byte> content = sources.Plaintext.AsSpan(0, length);
        if (IsTls13)
        {
            // TLSInnerPlaintext: content, its type, and any number of zeros (RFC 8446, 5.2).
            int end = length - 1;
            while (end >= 0 && content[end] == 0)
            {
                end--;
            }

            type = end < 0 ? 0 : (ContentType)content[end];
            content = content.Slice(0, Math.Max(end, 0));
        }

        _opened++;
        if (type is ContentType.Handshake or ContentType.Alert or ContentType.ChangeCipherSpec)
        {
            opened = new OpenedRecord { Type = type, Content = content };
            return true;
        }

        sources.Plaintext.AsSpan(0, length).Clear();
        opened = new OpenedRecord { Type = type };
        return true;
    }

    // Keep a damaged capture, or secrets that do not fit, from costing more than a few milliseconds a connection: each try
    // that fails is an exception inside the platform.
    private const int MostMissing = 64;
    private const int MostFailures = 4;
}
