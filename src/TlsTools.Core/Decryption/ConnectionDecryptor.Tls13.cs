using System;
using TlsTools.Decryption.Ciphers;
using TlsTools.Decryption.Records;

namespace TlsTools.Decryption;

/// <content>TLS 1.3, in which each end goes from secret to secret.</content>
internal sealed partial class ConnectionDecryptor
{
    private void BeginTls13()
    {
        ReadOnlySpan<byte> shared = _handshake!.SharedIdentity.Length > 0 ? sources.FindShared(_handshake.SharedIdentity).Span : default;
        _isExchanged = !shared.IsEmpty && _handshake.IsExchanged;
        bool isEarly = _handshake.OffersEarlyData && !_isRetried;
        if (!shared.IsEmpty)
        {
            BeginShared(shared, isEarly && _handshake.IsFirstIdentity);
        }

        for (int half = 0; half < _directions.Length; half++)
        {
            ulong early = half == _clientHalf && isEarly ? _directions[half].Sequence : 0;
            EnterEpoch(half, half == _clientHalf && isEarly && !SecretOf(half, TrafficEpoch.Early).IsEmpty ? TrafficEpoch.Early : TrafficEpoch.Handshake);
            _directions[half].Sequence = _directions[half].Epoch == TrafficEpoch.Early ? early : 0;
        }
    }

    private void BeginShared(ReadOnlySpan<byte> key, bool isEarly)
    {
        byte[] messages = _handshake!.Messages;
        _schedule = new SharedKeySchedule(_suite, _handshake.Version, key);
        if (isEarly)
        {
            _schedule.BeginEarly(messages);
        }

        if (!_isExchanged)
        {
            _schedule.Begin(messages);
        }
    }

    // uint32 ticket_lifetime; uint32 ticket_age_add; opaque ticket_nonce<0..255>; opaque ticket<1..2^16-1>; … (RFC 8446, 4.6.1)
    private void KeepTicket(ReadOnlySpan<byte> message)
    {
        int nonceEnd = message.Length > NonceStart ? NonceStart + message[NonceStart - 1] : int.MaxValue;
        int ticketStart = nonceEnd < message.Length - sizeof(ushort) ? nonceEnd + sizeof(ushort) : int.MaxValue;
        int length = ticketStart < message.Length ? (message[nonceEnd] << 8) | message[nonceEnd + 1] : int.MaxValue;
        if (length <= message.Length - ticketStart && _schedule!.KeyOfTicket(message.Slice(NonceStart, nonceEnd - NonceStart).ToArray()) is { } key)
        {
            sources.Sessions.Add(message.Slice(ticketStart, length).ToArray(), key);
            Array.Clear(key, 0, key.Length);
        }
    }

    private void EnterEpoch(int half, TrafficEpoch epoch)
    {
        ProtectedDirection direction = _directions[half];
        direction.Change(null);
        direction.Epoch = epoch;
        if (_suite.Cipher == BulkCipher.Unknown)
        {
            _remark = $"{_handshake!.Suite} cannot be decrypted here.";
            direction.IsLost = true;
            return;
        }

        ReadOnlySpan<byte> secret = SecretOf(half, epoch).Span;
        if (!secret.IsEmpty)
        {
            direction.Change(TrafficKeys.Protect(_suite, _handshake!.Version, secret), secret.ToArray());
        }
    }

    private void UpdateKeys(ProtectedDirection direction)
    {
        byte[] next = TrafficKeys.Update(_suite, _handshake!.Version, direction.Secret);
        direction.Change(TrafficKeys.Protect(_suite, _handshake.Version, next), next);
    }

    private ReadOnlyMemory<byte> SecretOf(int half, TrafficEpoch epoch)
    {
        _secrets ??= sources.Find(new ClientRandom(_handshake!.ClientRandomBytes));
        bool isClient = half == _clientHalf;
        SecretKind kind = epoch switch
        {
            TrafficEpoch.Early => SecretKind.ClientEarly,
            TrafficEpoch.Handshake => isClient ? SecretKind.ClientHandshake : SecretKind.ServerHandshake,
            _ => isClient ? SecretKind.ClientTraffic : SecretKind.ServerTraffic,
        };
        ReadOnlyMemory<byte> logged = _secrets is null ? default : _secrets[kind];
        return logged.IsEmpty && _schedule is not null ? _schedule[kind] : logged;
    }

    private int OpenTls13(int half, in ProtectedRecord record)
    {
        ProtectedDirection direction = _directions[half];
        int length = direction.Protection is null ? -1 : OpenWith(direction, record);
        if (length >= 0)
        {
            return length;
        }

        // The server did not take the early data, or a hole or a secret that is not known hides where the keys changed.
        bool mayBeLater = direction.Protection is null || direction.Epoch == TrafficEpoch.Early || direction.Missing > 0;
        for (TrafficEpoch later = direction.Epoch + 1; mayBeLater && later <= TrafficEpoch.Application; later++)
        {
            length = OpenAs(half, later, record);
            if (length >= 0)
            {
                return length;
            }
        }

        if (direction.Epoch == TrafficEpoch.Application && direction.Missing > 0 && direction.Secret.Length > 0)
        {
            length = OpenUpdated(direction, record);
        }

        if (direction.Protection is null)
        {
            Fail(direction);
        }

        return length;
    }

    private int OpenAs(int half, TrafficEpoch epoch, in ProtectedRecord record)
    {
        ReadOnlySpan<byte> secret = SecretOf(half, epoch).Span;
        if (secret.IsEmpty)
        {
            return -1;
        }

        RecordProtection keys = TrafficKeys.Protect(_suite, _handshake!.Version, secret);
        int length = OpenFrom(keys, _directions[half].Missing, record, out ulong sequence);
        if (length < 0)
        {
            keys.Dispose();
            _isWrong = true;
            return -1;
        }

        Continue(_directions[half], keys, secret.ToArray(), sequence);
        _directions[half].Epoch = epoch;
        return length;
    }

    private int OpenUpdated(ProtectedDirection direction, in ProtectedRecord record)
    {
        byte[] next = TrafficKeys.Update(_suite, _handshake!.Version, direction.Secret);
        RecordProtection keys = TrafficKeys.Protect(_suite, _handshake.Version, next);
        int length = OpenFrom(keys, direction.Missing, record, out ulong sequence);
        if (length >= 0)
        {
            Continue(direction, keys, next, sequence);
            return length;
        }

        keys.Dispose();
        Array.Clear(next, 0, next.Length);
        return -1;
    }

    private int OpenFrom(RecordProtection keys, int missing, in ProtectedRecord record, out ulong sequence)
    {
        for (sequence = 0; sequence <= (ulong)missing; sequence++)
        {
            int length = keys.Open(new ProtectedRecord { Type = record.Type, Version = record.Version, Fragment = record.Fragment, Sequence = sequence }, sources.Plaintext);
            if (length >= 0)
            {
                return length;
            }
        }

        return -1;
    }

    private static void Continue(ProtectedDirection direction, RecordProtection keys, byte[] secret, ulong opened)
    {
        direction.Change(keys, secret);
        direction.Sequence = opened + 1;
        direction.IsConfirmed = true;
    }

    // A NewSessionTicket of TLS 1.3: header, lifetime, age_add, length of the nonce.
    private const int NonceStart = 13;
}
