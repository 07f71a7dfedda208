using System;
using System.Security.Cryptography;
using System.Text;
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
        byte[] traffic = secret.ToArray();
        using IncrementalHash function = IncrementalHash.CreateHMAC(suite.KeyHash, traffic);
        byte[] key = ExpandLabel(function, version, "key", suite.KeyLength);
        byte[] vector = ExpandLabel(function, version, "iv", Aead.NonceLength);
        Array.Clear(traffic, 0, traffic.Length);

        // RFC 8446 took the record's header as associated data since draft 25.
        return new AeadProtection(suite.Cipher, key, vector) { IsTls13 = true, HasHeader = DraftOf(version) is not (> 0 and < 25) };
    }

    /// <summary>The secret after a KeyUpdate.</summary>
    public static byte[] Update(SuiteProtection suite, ProtocolVersion version, ReadOnlySpan<byte> secret)
    {
        byte[] traffic = secret.ToArray();
        using IncrementalHash function = IncrementalHash.CreateHMAC(suite.KeyHash, traffic);
        byte[] next = ExpandLabel(function, version, "traffic upd", traffic.Length);
        Array.Clear(traffic, 0, traffic.Length);
        return next;
    }

    // For no more bytes than the hash has, which is one step, and without a context.
    private static byte[] ExpandLabel(IncrementalHash function, ProtocolVersion version, string label, int length)
    {
        string whole = (DraftOf(version) is > 0 and < 20 ? "TLS 1.3, " : "tls13 ") + label;
        byte[] info = new byte[whole.Length + 5];
        info[1] = (byte)length;
        info[2] = (byte)whole.Length;
        Encoding.ASCII.GetBytes(whole, 0, whole.Length, info, 3);
        info[info.Length - 1] = 1;
        function.AppendData(info);
        byte[] output = function.GetHashAndReset();
        byte[] wanted = output.AsSpan(0, length).ToArray();
        Array.Clear(output, 0, output.Length);
        return wanted;
    }

    // 0x7f00 + the number of the draft; Facebook's and Google's own numbers stand for drafts after 25.
    private static int DraftOf(ProtocolVersion version) => version.Code >> 8 == 0x7f ? version.Code & 0xff : 0;
}
