using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Probe;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Cli;

/// <summary><c>tlstools test-client-certificate</c>: would the certificate be sent, would the server accept it, and why.</summary>
internal static class ClientCertificateVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        EntryOptions stores = new("Key stores; the best certificate in them goes first.");
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Option<bool> quiet = new("--quiet") { Description = "Write nothing; the exit code says whether a certificate would be sent and not be refused." };
        Option<DateTime?> at = new("--at") { Description = "The time for which validity is judged, in UTC; the time of the handshake, or now.", CustomParser = static result => ReadTime(result) };
        Option<TlsImplementation[]> stacks = new("--stack") { Description = "The client stacks to judge for.", AllowMultipleArgumentsPerToken = true };
        Option<string[]> revocation = new("--revocation-list") { Description = "Revocation lists and OCSP responses, in DER or PEM." };
        Option<bool> online = new("--online") { Description = "Ask the authorities over the network whether they revoked the certificates." };
        ServerOptions server = new();
        Command command = new("test-client-certificate", "Say whether client certificates would be sent to a server and accepted by it, and why.")
        {
            json, quiet, at, stacks, revocation, online,
        };
        stores.AddTo(command);
        stores.Require(command);
        server.AddTo(command);
        InputReading.SetAction(command, (arguments, inputs) =>
        {
            IReadOnlyList<TlsCertificate>? trusted = server.Trusted(arguments, inputs);
            ClientCertificateRequest? request = server.Request(arguments, inputs, trusted);
            IReadOnlyList<KeyStoreEntry> entries = stores.Read(arguments, inputs);
            if (request is null)
            {
                return ExitCode.InputNotReadable;
            }

            RevocationData revocations = inputs.Revocation(arguments.GetValue(revocation));
            using RevocationFetcher? fetcher = arguments.GetValue(online) ? new RevocationFetcher() : null;
            IReadOnlyList<ClientCertificateTest> tests = ClientCertificateEvaluation.Rank(entries, new ClientCertificateContext
            {
                Request = request,
                At = arguments.GetValue(at) ?? request.At ?? DateTime.UtcNow,
                TrustAnchors = trusted,
                OtherCertificates = server.Others(arguments, inputs),
                RevocationLists = revocations.Lists,
                OcspResponses = revocations.Responses,
                RevocationSource = fetcher,
                Stacks = arguments.GetValue(stacks) ?? [],
            });
            if (!arguments.GetValue(quiet))
            {
                new ResultOutput(arguments.GetValue(json)).Show(tests, static (writer, json, test) => writer.WriteFields(json, test), WriteTest);
            }

            bool isYes = arguments.GetValue(quiet) ? tests.Any(test => test.WouldWork) : tests.Count > 0;
            return inputs.Finish(isYes);
        });
        return command;
    }

    private static DateTime? ReadTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time))
        {
            return time;
        }

        result.AddError($"'{text}' is no time; write for instance 2026-01-31 or 2026-01-31T12:00:00Z.");
        return null;
    }

    private static void WriteTest(TextScreen screen, ClientCertificateTest test)
    {
        screen.Write($"{test.Rank,3}  {test}", test.WouldWork ? ConsoleColor.Green : ConsoleColor.Red);
        screen.WriteLine();
        screen.Write($"     {test.Source}, at {test.At.ToString("u", CultureInfo.InvariantCulture)}, for {test.Server}");
        screen.WriteLine();
        foreach (ClientCertificateCheck check in test.Checks.Where(check => check.Result is CheckResult.Fail or CheckResult.Warning || test.Reasons.Contains(check.Id)))
        {
            screen.Write($"     {check.Result,-7} {check.Id}: {check.Message}", check.Result switch
            {
                CheckResult.Fail => ConsoleColor.Red,
                CheckResult.Warning => ConsoleColor.Yellow,
                _ => ConsoleColor.Gray,
            });
            screen.WriteLine();
            if (check.Remedy is { } remedy)
            {
                screen.Write($"             {remedy}");
                screen.WriteLine();
            }
        }

        foreach (StackVerdict verdict in test.WouldBeSentBy.All)
        {
            screen.Write($"     {verdict.Stack,-8} {(verdict.WouldBeSent switch { true => "sends", false => "silent", null => "unknown" }),-7} {verdict.Reason}");
            screen.WriteLine();
        }
    }
}
