using System;

namespace TlsTools.Protection;

/// <summary>
/// Replaces what tells whose a certificate, a name or a status is, within the DER: texts, addresses, serial numbers, keys, key
/// identifiers and signatures. Lengths, types, object identifiers and times stay, so that it can be read as before.
/// </summary>
/// <param name="names">Replaces names and numbers.</param>
/// <param name="addresses">Replaces addresses; null where they stay.</param>
internal sealed class DerReplacement(NameReplacement names, AddressReplacement? addresses)
{
    /// <summary>Replaces in place; bytes that are no DER stay.</summary>
    public void Replace(Span<byte> der) => Replace(der, 0);

    private void Replace(Span<byte> der, int depth)
    {
        for (int index = 0; depth < MaximumDepth && DerHeader.TryRead(der, out byte tag, out int start, out int length); index++)
        {
            Span<byte> content = der.Slice(start, length);
            if ((tag & Constructed) != 0)
            {
                Replace(content, depth + 1);
            }
            else if (tag == BitString && index == SignatureIndex)
            {
                content.Slice(Math.Min(1, length)).Clear();
            }
            else
            {
                ReplacePrimitive(tag, content, depth);
            }

            der = der.Slice(start + length);
        }
    }

    private void ReplacePrimitive(byte tag, Span<byte> content, int depth)
    {
        switch (tag)
        {
            case 0x02:
                ReplaceInteger(content);
                break;
            case BitString:
                // Behind the count of unused bits; those of a key usage are few.
                if (content.Length > 4)
                {
                    ReplaceNested(content.Slice(1), depth);
                }

                break;
            case 0x04:
                ReplaceNested(content, depth);
                break;

            // UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString, GeneralString.
            case 0x0c or 0x12 or 0x13 or 0x14 or 0x16 or 0x1a or 0x1b:
                names.ReplaceText(content);
                break;
            case 0x1e:
                names.ReplaceWideText(content);
                break;

            // Alternatives of GeneralName: texts, an address; or a key identifier and a serial number.
            case 0x80 or 0x81 or 0x82 or 0x86 or IpAddress:
                if (tag == IpAddress)
                {
                    if (addresses is not null && content.Length is 4 or 16)
                    {
                        addresses.Replace(content).CopyTo(content);
                    }
                }
                else if (tag != 0x80 && IsText(content))
                {
                    names.ReplaceText(content);
                }
                else if (content.Length >= ShortestIdentifier)
                {
                    names.ReplaceBytes(content);
                }

                break;
        }
    }

    private void ReplaceInteger(Span<byte> content)
    {
        // Versions and public exponents identify nobody.
        if (content.Length < ShortestIdentifier)
        {
            return;
        }

        bool isPadded = content[0] == 0;
        names.ReplaceBytes(content.Slice(1));
        if (isPadded)
        {
            content[1] |= 0x80;
        }
    }

    private void ReplaceNested(Span<byte> content, int depth)
    {
        if (IsDer(content))
        {
            Replace(content, depth + 1);
        }
        else if (!ReplaceTimestamps(content) && content.Length >= ShortestIdentifier)
        {
            // The first byte says how a point of a curve is written.
            names.ReplaceBytes(content.Slice(1));
        }
    }

    // RFC 6962, 3.3: a list of signed timestamps, each with a length before it: version, log, time, extensions, signature.
    private bool ReplaceTimestamps(Span<byte> content)
    {
        if (content.Length < 50 || ReadLength(content) != content.Length - 2)
        {
            return false;
        }

        for (Span<byte> rest = content.Slice(2); rest.Length > 49;)
        {
            int length = ReadLength(rest);
            if (length < 47 || length > rest.Length - 2)
            {
                return true;
            }

            Span<byte> entry = rest.Slice(2, length);
            names.ReplaceBytes(entry.Slice(1, 32));
            int signature = 43 + ReadLength(entry.Slice(41)) + 4;
            if (signature < entry.Length)
            {
                names.ReplaceBytes(entry.Slice(signature));
            }

            rest = rest.Slice(2 + length);
        }

        return true;
    }

    private static int ReadLength(ReadOnlySpan<byte> bytes) => (bytes[0] << 8) | bytes[1];

    private static bool IsDer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] is not (0x30 or 0x31 or 0x04 or 0x03 or 0x02 or 0x0c or 0x13 or 0x16 or 0x05 or 0x01 or 0x0a))
        {
            return false;
        }

        return DerHeader.TryRead(bytes, out _, out int start, out int length) && start + length == bytes.Length;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value is < 0x20 or > 0x7e)
            {
                return false;
            }
        }

        return true;
    }

    private const byte Constructed = 0x20;
    private const byte IpAddress = 0x87;
    private const byte BitString = 0x03;

    // SIGNED (RFC 5280, 4.1.1.3): what is signed, the algorithm, the signature. Zeros say that it was taken out; another one
    // would say that the key is a wrong one.
    private const int SignatureIndex = 2;

    private const int ShortestIdentifier = 5;

    // Honest certificates nest about a dozen deep; a crafted one must not use up the stack.
    private const int MaximumDepth = 32;
}
