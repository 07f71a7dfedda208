using System;
using System.Collections.Generic;
using System.Net;

namespace TlsTools.Protection;

/// <summary>Replaces addresses, each by the same one everywhere: the first by 10.0.0.1, the next by 10.0.0.2; fd00::1 and so on for IPv6.</summary>
internal sealed class AddressReplacement
{
    private readonly Dictionary<string, string> _replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<IPAddress, byte[]> _known = [];
    private int _count4;
    private int _count6;

    /// <summary>What was replaced so far.</summary>
    public IReadOnlyDictionary<string, string> Addresses => _replaced;

    /// <summary>The address that stands for one of 4 or 16 bytes.</summary>
    public byte[] Replace(ReadOnlySpan<byte> address)
    {
        IPAddress original = new(address.ToArray());
        if (_known.TryGetValue(original, out byte[]? known))
        {
            return known;
        }

        byte[] made = new byte[address.Length];
        int number = address.Length == 4 ? ++_count4 : ++_count6;
        made[0] = address.Length == 4 ? (byte)10 : (byte)0xfd;
        made[made.Length - 3] = (byte)(number >> 16);
        made[made.Length - 2] = (byte)(number >> 8);
        made[made.Length - 1] = (byte)number;
        _known.Add(original, made);
        _replaced[original.ToString()] = new IPAddress(made).ToString();
        return made;
    }
}
