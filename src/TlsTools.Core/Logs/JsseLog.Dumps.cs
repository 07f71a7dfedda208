using System.Text.RegularExpressions;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <content>Dumps of bytes.</content>
internal sealed partial class JsseLog
{
    // The record of a hello that was read stands before the hello's text, that of one that was written behind it.
    private void ReadDump(Entry entry, string thread, Match match)
    {
        HexDump dump = new();
        foreach (string line in entry.Block.Lines)
        {
            dump.TryAdd(line);
        }

        if (dump.IsDamaged || dump.Count == 0)
        {
            return;
        }

        byte[] bytes = dump.Take();
        bool isOwn = match.Groups["act"].Value is "write" or "before ENCRYPTION";
        LogConnection? connection = Find(thread);
        if (match.Groups["kind"].Value == "Plaintext")
        {
            // Only what can be a message, and never once data may follow.
            if (connection is { Logger: { } self, HasFinished: false })
            {
                connection.Bytes.TryAddMessages(isOwn ? self : Other(self), bytes, entry.Line, entry.Time, mustBeTold: true);
            }

            return;
        }

        bool isHello = bytes is [0x16, 0x03, _, _, _, (byte)HandshakeType.ClientHello, ..];
        if (connection is null || (isHello && connection.Bytes.HasHello))
        {
            // Without the begin of a record there is nothing to hold on to.
            if (bytes is not [0x16, 0x03, ..])
            {
                return;
            }

            connection = Begin(thread);
        }

        connection.Note(entry.Time);
        connection.Bytes.AddRecords(isOwn, bytes, 0, entry.Line, entry.Time);
    }

    private static readonly Regex s_dump = new("^(?:(?<kind>Raw) (?<act>read|write)|(?<kind>Plaintext) (?<act>before ENCRYPTION|after DECRYPTION))$", RegexOptions.CultureInvariant);
}
