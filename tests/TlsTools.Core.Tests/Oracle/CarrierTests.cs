using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>What was spoken before TLS on a connection must be named as the inventory of the captures names it.</summary>
public sealed class CarrierTests
{
    // Behind each of the inventory's words, what the carrier's name contains. Words that are no carrier of ours are not in it.
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["smtp"] = "StartTls/smtp",
        ["imap"] = "StartTls/imap",
        ["pop3"] = "StartTls/pop3",
        ["ftp"] = "StartTls/ftp",
        ["ldap"] = "StartTls/ldap",
        ["xmpp"] = "StartTls/xmpp",
        ["mysql"] = "StartTls/mysql",
        ["postgres"] = "StartTls/postgres",
        ["http-connect"] = "HttpConnect",
        ["PROXYv1"] = "ProxyProtocol",
        ["socks"] = "Socks",
        ["rdp"] = "Rdp",
    };

    private static readonly bool s_isAsked = Directory
        .EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "TlsTools.Core", "Handshakes"), "*.cs")
        .Any(file => File.ReadAllText(file).Contains("using TlsTools.Carriers;", StringComparison.Ordinal));

    public static TheoryData<string> Captures()
    {
        TheoryData<string> files = [];
        foreach (CaptureRow row in CaptureInventory.Rows.Where(row => Expected(row).Any()))
        {
            files.Add(row.File);
        }

        if (CaptureInventory.Rows.Count == 0)
        {
            files.Add("(the shared captures)");
        }

        return files;
    }

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Names_what_carries_TLS(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        Skip.IfNot(s_isAsked, "Handshakes does not ask the carriers yet.");
        CaptureRow row = CaptureInventory.Row(file);
        string[] carriers = [.. TlsCapture.ReadHandshakes(row.FullPath).Select(handshake => handshake.Carrier)];
        foreach ((string name, int streams) in Expected(row))
        {
            int found = carriers.Count(carrier => carrier.StartsWith(name, StringComparison.OrdinalIgnoreCase));
            Assert.True(found == streams, $"{file}: {streams} × {name} expected, found {string.Join(", ", carriers)}");
        }
    }

    private static IEnumerable<(string Name, int Streams)> Expected(CaptureRow row)
    {
        if (row.Group == "tls-tcp")
        {
            foreach (string[] carrier in row.Carriers.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(carrier => carrier.Split('=')))
            {
                if (s_names.TryGetValue(carrier[0], out string? name))
                {
                    yield return (name, int.Parse(carrier[1]));
                }
            }
        }
    }
}
