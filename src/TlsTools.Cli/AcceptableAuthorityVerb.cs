using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using TlsTools.ClientAuth;

namespace TlsTools.Cli;

/// <summary><c>tlstools acceptable-ca</c>: shows the authorities that servers name as acceptable for client certificates.</summary>
internal static class AcceptableAuthorityVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = new("path")
        {
            Description = "Captures, output of openssl s_client, debug logs of Java or IAIK, CA bundles or trust stores; - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Option<bool> lists = new("--lists") { Description = "Show each list as a whole: how many names, how many bytes, what is worth knowing." };
        Option<string[]> certificates = new("--certificate") { Description = "Certificates that may bear the names, to find out which are expired or no authorities." };
        Command command = new("acceptable-ca", "Show the authorities that servers name as acceptable for client certificates.") { paths, json, lists, certificates };
        InputReading.SetAction(command, (arguments, inputs) =>
        {
            IReadOnlyList<TlsTools.X509.TlsCertificate> atHand = inputs.Certificates(arguments.GetValue(certificates));
            List<AcceptableAuthorityList> found =
            [
                .. inputs.Requests(arguments.GetRequiredValue(paths))
                    .Where(request => request.Authorities is not null)
                    .Select(request => request.Authorities!.WithCertificates(atHand, request.At ?? DateTime.UtcNow)),
            ];
            ResultOutput output = new(arguments.GetValue(json));
            if (arguments.GetValue(lists))
            {
                output.Show(found, static (writer, json, list) => writer.WriteFields(json, list), WriteList);
            }
            else
            {
                if (found.Count > 0 && found.All(list => list.Count == 0))
                {
                    Console.Error.WriteLine("tlstools: a client certificate was asked for, and no authority named: any may be sent. --lists shows such a request.");
                }

                output.Show(found.SelectMany(list => list.Authorities), static (writer, json, authority) => writer.WriteFields(json, authority), WriteAuthority);
            }

            return inputs.Finish(found.Count > 0, "no readable request for a client certificate was seen: the server asked for none, or the request is encrypted (TLS 1.3).");
        });
        return command;
    }

    private static void WriteAuthority(TextScreen screen, AcceptableAuthority authority)
    {
        if (authority.Position == 1)
        {
            WriteList(screen, authority.List!);
        }

        screen.Write($"{authority.Position,5}  {authority.Name}");
        screen.Write(authority.Remarks.Count == 0 ? "" : $"  {string.Join(", ", authority.Remarks)}", ConsoleColor.Yellow);
        screen.WriteLine();
    }

    private static void WriteList(TextScreen screen, AcceptableAuthorityList list)
    {
        screen.Write($"{list.Source}: {list.Count} names, {list.WireLength} bytes", ConsoleColor.White);
        screen.Write(list.Remarks.Count == 0 ? "" : $"  {string.Join(", ", list.Remarks)}", ConsoleColor.Yellow);
        screen.WriteLine();
    }
}
