using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Cli;

/// <summary><c>tlstools compare-ca</c>: holds client certificates, or another list, against what a server lists.</summary>
internal static class CompareAuthorityVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        EntryOptions stores = new("Key stores with client certificates.");
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Option<string?> reference = new("--reference") { Description = "A list to hold against the server's instead: a capture, text, bundle or trust store." };
        Option<bool> reduce = new("--reduce") { Description = "Find the smallest set of the server's authorities that keeps the client certificates working." };
        ServerOptions server = new();
        Command command = new("compare-ca", "Find which name of a server's list matches which element of a client's chain, and what only nearly does.")
        {
            json, reference, reduce,
        };
        stores.AddTo(command);
        server.AddTo(command);
        InputReading.SetAction(command, (arguments, inputs) =>
        {
            IReadOnlyList<TlsCertificate>? trusted = server.Trusted(arguments, inputs);
            AcceptableAuthorityList? list = server.Request(arguments, inputs, trusted)?.Authorities;
            ResultOutput output = new(arguments.GetValue(json));
            if (list is null)
            {
                return inputs.Finish(hasResults: false, "no list of acceptable authorities is known. Name one with --handshake, --acceptable-ca or --trust-store.");
            }

            if (arguments.GetValue(reference) is { } other)
            {
                AcceptableAuthorityList? left = inputs.Requests([other]).Select(request => request.Authorities).FirstOrDefault(found => found is not null);
                IReadOnlyList<AuthorityDifference> rows = left is null ? [] : AuthorityComparer.Compare(left, list);
                output.Show(rows, static (writer, json, row) => writer.WriteFields(json, row), WriteDifference);
                return inputs.Finish(rows.Count > 0);
            }

            IReadOnlyList<KeyStoreEntry> entries = stores.Read(arguments, inputs);
            if (arguments.GetValue(reduce))
            {
                output.Show([AuthorityReducer.Reduce(entries, list)], static (writer, json, reduction) => writer.WriteFields(json, reduction), WriteReduction);
                return inputs.Finish(entries.Count > 0);
            }

            List<TlsCertificate> atHand = [.. server.Others(arguments, inputs), .. trusted ?? []];
            List<AuthorityComparison> comparisons = [.. entries.Select(entry => AuthorityComparer.Compare(entry, list, atHand))];
            output.Show(comparisons, static (writer, json, comparison) => writer.WriteFields(json, comparison), WriteComparison);
            return inputs.Finish(comparisons.Count > 0);
        });
        return command;
    }

    private static void WriteDifference(TextScreen screen, AuthorityDifference row)
    {
        screen.Write($"{row.SideIndicator}  {row.Name}");
        screen.WriteLine();
    }

    private static void WriteReduction(TextScreen screen, AuthorityReduction reduction)
    {
        screen.Write(reduction.ToString(), ConsoleColor.White);
        screen.WriteLine();
        foreach (DistinguishedName name in reduction.Keep)
        {
            screen.Write($"  keep  {name}");
            screen.WriteLine();
        }

        foreach (KeyStoreEntry entry in reduction.NotHelped)
        {
            screen.Write($"  no authority of the list helps {entry}", ConsoleColor.Yellow);
            screen.WriteLine();
        }
    }

    private static void WriteComparison(TextScreen screen, AuthorityComparison comparison)
    {
        screen.Write(comparison.ToString(), comparison.IsMatch ? ConsoleColor.Green : ConsoleColor.Red);
        screen.WriteLine();
        foreach (object line in comparison.Matches.Cast<object>().Concat(comparison.NearMisses).Concat(comparison.Names.Where(_ => !comparison.IsMatch)))
        {
            screen.Write($"  {line}");
            screen.WriteLine();
        }
    }
}
