using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using TlsTools.Probe;
using TlsTools.Tls;

namespace TlsTools.Cli;

/// <summary><c>tlstools probe</c>: asks servers themselves.</summary>
internal static class ProbeVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> targets = new("target") { Description = "Servers: host, host:port, [address]:port.", Arity = ArgumentArity.OneOrMore };
        Option<int?> port = new("--port") { Description = "The port where a target names none; 443, or the protocol's own." };
        Option<string?> serverName = new("--server-name") { Description = "The name to ask for (SNI); the target's own where it is left out, none where it is empty." };
        Option<string?> protocol = new("--protocol") { Description = $"The protocol in which TLS is begun: {string.Join(", ", StartTlsProtocols.Names)}." };
        Option<string[]> alpn = new("--alpn") { Description = "Application protocols to offer, the preferred first.", AllowMultipleArgumentsPerToken = true };
        IdentityOptions identity = new("--certificate", "A client certificate to try with the platform's own TLS, beside an attempt without one.");
        Option<string[]> versions = new("--tls-version") { Description = "The versions that are tried, SSL 3.0 to TLS 1.3; all where it is left out.", AllowMultipleArgumentsPerToken = true };
        versions.AcceptOnlyFromAmong("TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0", "SSL 3.0");
        CaptureOption capture = new();
        Option<bool?> http = new("--http") { Description = "Ask for the first page in HTTP, where that shows what the server wants of clients; false for never. Where it is left out: on ports 443 and 8443, and where the server chooses HTTP by ALPN." };
        Option<bool> all = new("--all") { Description = "Find all cipher suites, groups and signature schemes, with a connection for each." };
        Option<int> timeout = new("--timeout") { Description = "Seconds that each connection may take.", DefaultValueFactory = static _ => (int)ProbeOptions.DefaultTimeLimit.TotalSeconds };
        Option<int> throttle = new("--throttle") { Description = "Targets that are probed at a time.", DefaultValueFactory = static _ => EndpointProber.DefaultThrottleLimit };
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Option<bool> quiet = new("--quiet") { Description = "Write nothing; the exit code says whether all targets speak TLS." };
        Option<bool> allAddresses = new("--all-addresses") { Description = "Ask every address of a name, and show in what they differ." };
        ProxyOptions proxies = new();
        protocol.AcceptOnlyFromAmong([.. StartTlsProtocols.Names]);
        Require(port, static value => value is null or (> 0 and <= ushort.MaxValue), "a port is a number from 1 to 65535");
        Require(timeout, static value => value is > 0 and <= LongestTimeout, $"seconds are a number from 1 to {LongestTimeout}");
        Require(throttle, static value => value is > 0 and <= LargestThrottle, $"targets at a time are a number from 1 to {LargestThrottle}");
        Command command = new("probe", "Ask servers for their versions, certificates, and what they want of client certificates.")
        {
            targets, port, serverName, protocol, alpn, versions, http, all, allAddresses, timeout, throttle, json, quiet,
        };
        proxies.AddTo(command);
        identity.AddTo(command);
        capture.AddTo(command);
        command.SetAction(arguments =>
        {
            if (!proxies.TryRead(arguments, Console.Error, out ProbeProxy? proxy))
            {
                return ExitCode.InputNotReadable;
            }

            List<ProbeTarget> right = [];
            bool hasWrong = false;
            foreach (string text in arguments.GetRequiredValue(targets))
            {
                if (ProbeTarget.TryParse(text, arguments.GetValue(port) ?? StartTlsProtocols.DefaultPort(arguments.GetValue(protocol)), out ProbeTarget target))
                {
                    right.Add(target);
                }
                else
                {
                    hasWrong = true;
                    Console.Error.WriteLine($"tlstools: '{text}' names no server. Write host, host:port or [address]:port.");
                }
            }

            if (!identity.TryRead(arguments, Console.Error, out TlsIdentity? shown))
            {
                return ExitCode.InputNotReadable;
            }

            using TlsIdentity? held = shown;

            using PlatformSecrets? secrets = shown is null ? null : new PlatformSecrets();
            if (!capture.TryOpen(arguments, out ProbeCapture? kept))
            {
                return ExitCode.InputNotReadable;
            }

            using ProbeCapture? open = kept;
            ProbeOptions options = new()
            {
                ServerName = arguments.GetValue(serverName),
                Protocol = arguments.GetValue(protocol),
                Alpn = arguments.GetValue(alpn) ?? [],
                Versions = arguments.GetValue(versions) is { Length: > 0 } names ? [.. names.Select(ProtocolVersion.Parse)] : ProbeOptions.AllVersions,
                All = arguments.GetValue(all),
                AllAddresses = arguments.GetValue(allAddresses),
                Proxy = proxy,
                Identity = shown,
                Capture = kept,
                Http = arguments.GetValue(http),
                TimeLimit = TimeSpan.FromSeconds(arguments.GetValue(timeout)),
                Clock = static () => DateTime.UtcNow,
            };
            int answers = 0;
            int reached = 0;
            IEnumerable<TlsEndpoint> endpoints = EndpointProber.ProbeAll([.. right.Select(target => new ProbeRequest(target, options))], arguments.GetValue(throttle)).Select(endpoint =>
            {
                answers++;
                reached += endpoint.Outcome == EndpointOutcome.Reachable ? 1 : 0;
                return endpoint;
            });
            if (arguments.GetValue(quiet))
            {
                _ = endpoints.Count();
            }
            else
            {
                new ResultOutput(arguments.GetValue(json)).Show(endpoints, static (writer, json, endpoint) => writer.WriteFields(json, endpoint), EndpointText.Write);
            }

            return hasWrong ? ExitCode.InputNotReadable
                : reached == answers || (reached > 0 && !arguments.GetValue(quiet)) ? ExitCode.Done
                : ExitCode.NothingFound;
        });
        return command;
    }

    private static void Require<T>(Option<T> option, Predicate<T?> isRight, string otherwise) => option.Validators.Add(result =>
    {
        if (!isRight(result.GetValueOrDefault<T>()))
        {
            result.AddError($"{option.Name}: {otherwise}.");
        }
    });

    // A day; and as many threads.
    private const int LongestTimeout = 86_400;
    private const int LargestThrottle = 256;
}
