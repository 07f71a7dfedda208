using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Protection;

/// <summary>
/// Collects the handshake messages that an end sends in the clear, and replaces the names in them: the name that the client asks
/// for, acceptable authorities, certificates and their status.
/// </summary>
/// <param name="plan">Takes the replacements.</param>
/// <param name="names">Replaces names.</param>
/// <param name="addresses">Replaces addresses; null where they stay.</param>
/// <param name="keepCertificates">Whether certificates stay.</param>
internal sealed class HandshakeReplacement(StreamPlan plan, NameReplacement names, AddressReplacement? addresses, bool keepCertificates)
{
    private readonly DerReplacement _der = new(names, addresses);
    private readonly List<byte> _message = [];
    private readonly List<(int Start, long Offset)> _places = [];

    /// <summary>Takes the next bytes of handshake records, and where in the stream they stand.</summary>
    public void Push(ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int wanted = _message.Count < HeaderLength ? HeaderLength : HeaderLength + Length;
            if (wanted > LongestMessage)
            {
                // Encrypted, or no handshake message: nothing in it can be a name.
                return;
            }

            int taken = Math.Min(Math.Max(wanted - _message.Count, 0), bytes.Length);
            if (taken > 0)
            {
                _places.Add((_message.Count, offset));
                _message.AddRange(bytes.Slice(0, taken).ToArray());
            }

            offset += taken;
            bytes = bytes.Slice(taken);
            if (_message.Count >= HeaderLength && _message.Count == HeaderLength + Length)
            {
                Finish();
            }
        }
    }

    /// <summary>The end has changed its keys, or bytes are missing: what was begun will not be read.</summary>
    public void Reset()
    {
        _message.Clear();
        _places.Clear();
    }

    private int Length => (_message[1] << 16) | (_message[2] << 8) | _message[3];

    private void Finish()
    {
        byte[] message = [.. _message];
        Span<byte> body = message.AsSpan(HeaderLength);
        switch ((HandshakeType)message[0])
        {
            case HandshakeType.ClientHello:
                ReplaceInHello(body);
                break;
            case HandshakeType.CertificateRequest:
                ReplaceInRequest(body);
                break;
            case HandshakeType.Certificate when !keepCertificates:
                ReplaceAll(body, 3, 3);
                break;
            case HandshakeType.ServerKeyExchange when !keepCertificates:
                ClearExchangeSignature(body);
                break;
            case HandshakeType.CertificateVerify when !keepCertificates:
                _ = TryClearSignature(body, 0);
                break;
            case HandshakeType.CertificateStatus when !keepCertificates && body.Length > 4:
                _der.Replace(body.Slice(4));
                break;
            default:
                Reset();
                return;
        }

        for (int index = 0; index < _places.Count; index++)
        {
            int start = _places[index].Start;
            int end = index + 1 < _places.Count ? _places[index + 1].Start : message.Length;
            plan.Replace(_places[index].Offset, message.AsSpan(start, end - start).ToArray());
        }

        Reset();
    }

    // RFC 8446, 4.1.2: version, random, session id, suites, compression methods, extensions.
    private void ReplaceInHello(Span<byte> body)
    {
        int at = 34;
        if (!Skip(body, ref at, 1) || !Skip(body, ref at, 2) || !Skip(body, ref at, 1) || at + 2 > body.Length)
        {
            return;
        }

        for (at += 2; at + 4 <= body.Length;)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(body.Slice(at));
            int length = BinaryPrimitives.ReadUInt16BigEndian(body.Slice(at + 2));
            at += 4;
            if (length > body.Length - at)
            {
                return;
            }

            Span<byte> data = body.Slice(at, length);
            if (type == (ushort)ExtensionType.ServerName.Code)
            {
                ReplaceServerNames(data);
            }
            else if (type == (ushort)ExtensionType.CertificateAuthorities.Code)
            {
                ReplaceAll(data, 2, 2);
            }

            at += length;
        }
    }

    // RFC 6066, 3: a list of a type and a name with its length.
    private void ReplaceServerNames(Span<byte> data)
    {
        for (int at = 2; at + 3 <= data.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(data.Slice(at + 1));
            at += 3;
            names.ReplaceText(data.Slice(at, Math.Min(length, data.Length - at)));
            at += length;
        }
    }

    // RFC 5246, 7.4.4: types, from TLS 1.2 on signature schemes, authorities.
    private void ReplaceInRequest(Span<byte> body)
    {
        int at = 0;
        if (!Skip(body, ref at, 1) || at + 2 > body.Length)
        {
            return;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(body.Slice(at)) != body.Length - at - 2 && (!Skip(body, ref at, 2) || at + 2 > body.Length))
        {
            return;
        }

        ReplaceAll(body.Slice(at), 2, 2);
    }

    // RFC 8422, 5.4 and RFC 5246, 7.4.3: a curve and a point, or three numbers; then the signature.
    private static void ClearExchangeSignature(Span<byte> body)
    {
        int at = 3;
        if (body.Length > 4 && body[0] == NamedCurve && Skip(body, ref at, 1) && TryClearSignature(body, at))
        {
            return;
        }

        at = 0;
        if (Skip(body, ref at, 2) && Skip(body, ref at, 2) && Skip(body, ref at, 2))
        {
            _ = TryClearSignature(body, at);
        }
    }

    // Its scheme stands before it from TLS 1.2 on. Signatures of a replaced key become zeros, which say nothing of it.
    private static bool TryClearSignature(Span<byte> body, int at)
    {
        foreach (int start in new[] { at, at + 2 })
        {
            int end = start;
            if (Skip(body, ref end, 2) && end == body.Length)
            {
                body.Slice(start + 2).Clear();
                return true;
            }
        }

        return false;
    }

    // A list with its length, each item with its own.
    private void ReplaceAll(Span<byte> list, int listLength, int itemLength)
    {
        for (int at = listLength; at + itemLength <= list.Length;)
        {
            int start = at + itemLength;
            if (!Skip(list, ref at, itemLength))
            {
                return;
            }

            _der.Replace(list.Slice(start, at - start));
        }
    }

    private static bool Skip(ReadOnlySpan<byte> bytes, ref int at, int lengthBytes)
    {
        if (at + lengthBytes > bytes.Length)
        {
            return false;
        }

        int length = 0;
        for (int index = 0; index < lengthBytes; index++)
        {
            length = (length << 8) | bytes[at + index];
        }

        at += lengthBytes + length;
        return at <= bytes.Length;
    }

    private const int HeaderLength = 4;
    private const byte NamedCurve = 3;

    // As the reader of handshakes: chains with every kind of baggage stay below it.
    private const int LongestMessage = 1 << 20;
}
