using System;
using TlsTools.Decryption.Ciphers;

namespace TlsTools.Decryption.Records;

/// <summary>Records of the stream cipher RC4, and those that are not encrypted and have a MAC only.</summary>
/// <param name="cipher">RC4; <see langword="null"/> where nothing is encrypted.</param>
/// <param name="mac">The MAC.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-6.2.3.1">RFC 5246, 6.2.3.1</seealso>
internal sealed class StreamProtection(Rc4? cipher, RecordMac mac) : RecordProtection
{
    public override bool IsChained => cipher is not null;

    public override bool CanResume => cipher is null;

    public override int Open(in ProtectedRecord record, Span<byte> plaintext)
    {
        Span<byte> opened = plaintext.Slice(0, record.Fragment.Length);
        if (cipher is null)
        {
            record.Fragment.CopyTo(opened);
        }
        else
        {
            cipher.Transform(record.Fragment, opened);
        }

        int length = opened.Length - mac.Length;
        if (length >= 0 && mac.Verify(record, opened.Slice(0, length), opened.Slice(length)))
        {
            return length;
        }

        opened.Clear();
        return -1;
    }

    public override byte[] Seal(in ProtectedRecord content)
    {
        byte[] sent = [.. content.Fragment, .. mac.Compute(content, content.Fragment)];
        cipher?.Transform((byte[])sent.Clone(), sent);
        return sent;
    }

    public override void Pass(in ProtectedRecord record)
    {
        if (cipher is not null)
        {
            Span<byte> passed = stackalloc byte[256];
            for (int start = 0; start < record.Fragment.Length; start += passed.Length)
            {
                int length = Math.Min(passed.Length, record.Fragment.Length - start);
                cipher.Transform(record.Fragment.Slice(start, length), passed);
            }

            passed.Clear();
        }
    }

    public override void Dispose()
    {
        cipher?.Dispose();
        mac.Dispose();
    }
}
