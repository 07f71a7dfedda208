using System;
using System.Security.Cryptography;
using TlsTools.Decryption.Ciphers;
using TlsTools.Decryption.Records;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>The key schedule of TLS 1.3, from its traffic secrets on.</summary>
/// <remarks>
/// <code>
/// HKDF-Expand-Label(Secret, Label, Context, Length) = HKDF-Expand(Secret, HkdfLabel, Length)
///
/// struct {
///     uint16 length = Length;
///     opaque label&lt;7..255&gt; = "tls13 " + Label;
///     opaque context&lt;0..255&gt; = Context;
/// } HkdfLabel;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-7.1">RFC 8446, 7.1</seealso>
internal static class TrafficKeys
{
    /// <summary>Makes the protection that a traffic secret stands for.</summary>
    public static RecordProtection Protect(SuiteProtection suite, ProtocolVersion version, ReadOnlySpan<byte> secret)
    {
        byte[] key = new byte[suite.KeyLength];
        byte[] vector = new byte[Aead.NonceLength];
        ExpandLabels(suite.KeyHash, version, secret, "key"u8, key, "iv"u8, vector);

        // RFC 8446 took the record's header as associated data since draft 25.
        return new AeadProtection(suite.Cipher, key, vector) { IsTls13 = true, HasHeader = DraftOf(version) is not (> 0 and < 25) };
    }

    /// <summary>The secret after a KeyUpdate.</summary>
    public static byte[] Update(SuiteProtection suite, ProtocolVersion version, ReadOnlySpan<byte> secret)
    {
        byte[] next = new byte[Hashing.LengthOf(suite.KeyHash)];
        ExpandLabels(suite.KeyHash, version, secret, "traffic upd"u8, next, default, default);
        return next;
    }

    /// <summary>HKDF-Expand-Label for no more bytes than the hash has, which is one step.</summary>
    public static byte[] ExpandLabel(
        HashAlgorithmName hash, ProtocolVersion version, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, int length, ReadOnlySpan<byte> context = default)
    {
        byte[] key = secret.ToArray();
        byte[] whole = Hashing.Keyed(hash, key, Info(version, label, length, new byte[LongestInfo + context.Length], context).ToArray());
        byte[] wanted = whole.AsSpan(0, length).ToArray();
        Array.Clear(key, 0, key.Length);
        Array.Clear(whole, 0, whole.Length);
        return wanted;
    }

    // Two of them, without a context.
    private static void ExpandLabels(
        HashAlgorithmName hash, ProtocolVersion version, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> first, Span<byte> firstOutput, ReadOnlySpan<byte> second, Span<byte> secondOutput)
    {
        Span<byte> infos = stackalloc byte[2 * LongestInfo];
        Span<byte> outputs = stackalloc byte[2 * Hashing.LengthOf(hash)];
        Span<byte> firstValue = outputs.Slice(0, outputs.Length / 2);
        Span<byte> secondValue = outputs.Slice(outputs.Length / 2);
        KeyedHash.ComputePair(
            hash, secret, Info(version, first, firstOutput.Length, infos.Slice(0, LongestInfo)), Info(version, second, secondOutput.Length, infos.Slice(LongestInfo)), firstValue, secondValue);
        firstValue.Slice(0, firstOutput.Length).CopyTo(firstOutput);
        secondValue.Slice(0, secondOutput.Length).CopyTo(secondOutput);
        outputs.Clear();
    }

    private static Span<byte> Info(ProtocolVersion version, ReadOnlySpan<byte> label, int length, Span<byte> info, ReadOnlySpan<byte> context = default)
    {
        ReadOnlySpan<byte> prefix = DraftOf(version) is > 0 and < 20 ? "TLS 1.3, "u8 : "tls13 "u8;
        int labelLength = prefix.Length + label.Length;
        info = info.Slice(0, labelLength + context.Length + 5);
        info.Clear();
        info[1] = (byte)length;
        info[2] = (byte)labelLength;
        prefix.CopyTo(info.Slice(3));
        label.CopyTo(info.Slice(3 + prefix.Length));
        info[3 + labelLength] = (byte)context.Length;
        context.CopyTo(info.Slice(4 + labelLength));
        info[info.Length - 1] = 1;
        return info;
    }

    // 0x7f00 + the number of the draft; Facebook's and Google's own numbers stand for drafts after 25.
    private static int DraftOf(ProtocolVersion version) => version.Code >> 8 == 0x7f ? version.Code & 0xff : 0;

    // Fits into a block of the hash beside what ends it.
    private const int LongestInfo = 32;
}
