using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TlsTools.Logs;

/// <summary>
/// Collects the bytes of a dump, line by line. A line that does not follow on the one before, as where other output got between,
/// ends it: what is behind it has no known place.
/// </summary>
internal sealed class HexDump
{
    private readonly List<byte> _bytes = [];

    /// <summary>The bytes so far.</summary>
    public int Count => _bytes.Count;

    /// <summary>Whether something of it got lost.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Takes a line; false for one that is no part of a dump.</summary>
    public bool TryAdd(string line)
    {
        Match match = s_line.Match(line);
        if (!match.Success)
        {
            return false;
        }

        bool isPlaced = !match.Groups["offset"].Success
            || (int.TryParse(match.Groups["offset"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int offset) && offset == _bytes.Count);
        IsDamaged |= !isPlaced || _bytes.Count > LongestDump;
        if (!IsDamaged)
        {
            foreach (System.Text.RegularExpressions.Capture pair in match.Groups["pair"].Captures)
            {
                _bytes.Add(byte.Parse(pair.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            }
        }

        return true;
    }

    /// <summary>The bytes; the dump is empty after it.</summary>
    public byte[] Take()
    {
        byte[] bytes = [.. _bytes];
        _bytes.Clear();
        IsDamaged = false;
        return bytes;
    }

    // Java "  0000: 16 03 …   .....", openssl -debug "0000 - 16 03 …-01   ....", openssl -msg "    16 03 …".
    private static readonly Regex s_line = new(
        @"^(?: *(?<offset>[0-9A-F]{4,6}): (?:(?<pair>[0-9A-F]{2})(?: {1,3}|$)){1,16}|(?<offset>[0-9a-f]{4,6}) - (?:(?<pair>[0-9a-f]{2})[ -]){1,16}|    (?:(?<pair>[0-9a-f]{2})(?: |$)){1,16}$)",
        RegexOptions.CultureInvariant);

    // Protects memory from a dump without end; a flight has some 64 KiB.
    private const int LongestDump = 1024 * 1024;
}
