using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Tests.Diagnosis;

/// <summary>
/// A connection as text, for what no real peer can be made to do: <c>&gt;&gt;&gt;</c> and hex for the client's bytes, <c>&lt;&lt;&lt;</c>
/// for the server's, <c>FIN client</c>, <c>RST server</c>, <c>GAP server 100</c>, <c>SILENCE</c> for an answer that never came, <c>WAIT 60</c> for seconds without a word. Lines
/// that begin with a blank go on with the hex; <c>#</c> begins a comment, also behind hex. Each line is a packet, a second after the one before.
/// </summary>
internal static class TranscriptFile
{
    public static TlsHandshake Read(string path)
    {
        HandshakeBuilder builder = new();
        bool isSilent = false;
        long waited = 0;
        long packet = 0;
        foreach (string entry in Entries(path))
        {
            string[] words = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "WAIT")
            {
                waited += long.Parse(words[1]);
                continue;
            }

            packet++;
            Provenance provenance = new(packet, new CaptureTime(s_start + ((packet + waited) * 1_000_000_000), 6));
            switch (words[0])
            {
                case ">>>":
                    builder.Push(Side.Client, Convert.FromHexString(string.Concat(words.Skip(1))), provenance);
                    break;
                case "<<<":
                    builder.Push(Side.Server, Convert.FromHexString(string.Concat(words.Skip(1))), provenance);
                    break;
                case "FIN":
                    builder.Fin(SideOf(words[1]), provenance);
                    break;
                case "RST":
                    builder.Reset(SideOf(words[1]), provenance);
                    break;
                case "GAP":
                    builder.Gap(SideOf(words[1]), long.Parse(words[2]), GapReason.NotCaptured, provenance);
                    break;
                case "SILENCE":
                    isSilent = true;
                    break;
                default:
                    throw new InvalidDataException($"{path}: {entry}");
            }
        }

        builder.End();
        return HandshakeFactory.Create(builder, new Verdict(builder, isSilent));
    }

    private static List<string> Entries(string path)
    {
        List<string> entries = [];
        foreach (string line in File.ReadLines(path).Select(line => line.Split('#')[0].TrimEnd()).Where(line => line.Length > 0))
        {
            if (line[0] == ' ')
            {
                entries[^1] += line;
            }
            else
            {
                entries.Add(line);
            }
        }

        return entries;
    }

    private static Side SideOf(string word) => word == "client" ? Side.Client : Side.Server;

    // 2026-01-01T00:00:00Z
    private const long s_start = 1_767_225_600_000_000_000;
}
