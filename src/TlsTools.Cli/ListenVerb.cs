using System;
using System.CommandLine;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using TlsTools.ClientAuth;
using TlsTools.Diagnosis;
using TlsTools.Probe;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Cli;

/// <summary><c>tlstools listen</c>: asks clients for a certificate, as a server would, and tells what they do.</summary>
internal static class ListenVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string?> like = new("--like") { Description = "A server, host:port, that is asked first; its request for a certificate is then made here." };
        Option<string?> handshake = new("--handshake") { Description = "A capture; the first request in it is made here." };
        Option<int?> number = new("--number") { Description = "The handshake of the capture with this number." };
        Option<string?> authorities = new("--acceptable-ca") { Description = "The authorities to name: a CA bundle, a trust store, output of s_client, a debug log, or a text with one name a line." };
        IdentityOptions identity = new("--certificate", "The certificate that the listener shows; one that nobody trusts is made for the run where it is left out.");
        CaptureOption capture = new();
        Option<string> address = new("--address") { Description = "The address to listen at.", DefaultValueFactory = static _ => IPAddress.Loopback.ToString() };
        Option<int> port = new("--port") { Description = "The port; 0 for any that is free." };
        Option<int> count = new("--count") { Description = "How many connections; 0 for all that come." };
        Option<int> timeout = new("--timeout") { Description = "Seconds to listen altogether.", DefaultValueFactory = static _ => DefaultTimeout };
        Option<bool> json = new("--json") { Description = "Write one JSON object a connection." };
        address.Validators.Add(static result =>
        {
            if (!IPAddress.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("--address: an address is for instance 127.0.0.1 or ::.");
            }
        });
        foreach ((Option<int> option, int lowest, int highest) in new[] { (port, 0, ushort.MaxValue), (count, 0, int.MaxValue), (timeout, 1, LongestTimeout) })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is int value && (value < lowest || value > highest))
                {
                    result.AddError($"{option.Name}: a number from {lowest} to {highest}.");
                }
            });
        }

        Command command = new("listen", "Ask clients for a certificate as a server would, and tell what they send.")
        {
            like, handshake, number, authorities, address, port, count, timeout, json,
        };
        identity.AddTo(command);
        capture.AddTo(command);
        command.SetAction(arguments =>
        {
            if (!identity.Password.TryRead(arguments, Console.Error, out KeyStoreOptions stores) || !identity.TryRead(arguments, Console.Error, out TlsIdentity? shown))
            {
                return ExitCode.InputNotReadable;
            }

            using TlsIdentity? held = shown;
            using InputReading inputs = new(stores, Console.Error);
            if (!capture.TryOpen(arguments, out ProbeCapture? kept))
            {
                return ExitCode.InputNotReadable;
            }

            using ProbeCapture? open = kept;
            TlsListenerOptions options = new()
            {
                Address = IPAddress.Parse(arguments.GetRequiredValue(address)),
                Port = arguments.GetValue(port),
                Identity = shown,
                Capture = kept,
                Clock = static () => DateTime.UtcNow,
            };
            bool isCopied = arguments.GetValue(like) is not null || arguments.GetValue(handshake) is not null || arguments.GetValue(authorities) is not null;
            ClientCertificateRequest? request = arguments.GetValue(like) is { } server ? Ask(server)
                : arguments.GetValue(handshake) is { } file ? inputs.Handshake(file, arguments.GetValue(number))
                : arguments.GetValue(authorities) is { } path ? inputs.Requests([path]) is [var first, ..] ? first : null
                : null;
            return inputs.HasFailed || (isCopied && request is null)
                ? ExitCode.InputNotReadable
                : Listen(request is null ? options : options.Like(request), arguments.GetValue(count), TimeSpan.FromSeconds(arguments.GetValue(timeout)), arguments.GetValue(json));
        });
        return command;
    }

    private static ClientCertificateRequest? Ask(string server)
    {
        if (!ProbeTarget.TryParse(server, StartTlsProtocols.DefaultPort(null), out ProbeTarget target))
        {
            Console.Error.WriteLine($"tlstools: '{server}' names no server. Write host, host:port or [address]:port.");
            return null;
        }

        TlsEndpoint endpoint = EndpointProber.Probe(target, new ProbeOptions { Clock = static () => DateTime.UtcNow, Http = false });
        ClientCertificateRequest? request = endpoint.ToRequest();
        if (request is null)
        {
            Console.Error.WriteLine($"tlstools: {target} asks for no certificate. {endpoint.Message}");
        }

        return request;
    }

    private static int Listen(TlsListenerOptions options, int count, TimeSpan timeLimit, bool isJson)
    {
        try
        {
            using TlsListener listener = new(options);
            Console.Error.WriteLine($"tlstools: listening at {listener.EndPoint}, naming {options.Authorities.Count} {(options.Authorities.Count == 1 ? "authority" : "authorities")}");
            int told = 0;
            new ResultOutput(isJson, isLive: true).Show(
                listener.Listen(count, timeLimit).Select(report =>
                {
                    told++;
                    return report;
                }),
                static (writer, json, report) => writer.WriteFields(json, report),
                Write);
            return told > 0 ? ExitCode.Done : ExitCode.NothingFound;
        }
        catch (Exception refused) when (refused is SocketException or ArgumentException or CryptographicException)
        {
            Console.Error.WriteLine($"tlstools: {refused.Message}");
            return ExitCode.InputNotReadable;
        }
    }

    private static void Write(TextScreen screen, TlsClientReport report)
    {
        screen.Write(report.ToString(), report.Reply == ClientCertificateReply.Sent ? ConsoleColor.Green : ConsoleColor.Red);
        screen.WriteLine();
        Row(screen, "message", report.Message);
        Row(screen, "version", report.Version?.ToString());
        Row(screen, "name", report.ServerName);
        foreach (TlsCertificate certificate in report.Certificates ?? [])
        {
            Row(screen, "certificate", $"{certificate.Subject}, issued by {certificate.Issuer}, until {certificate.NotAfter:u}");
        }

        foreach (Finding finding in report.Findings)
        {
            Row(screen, finding.Severity.ToString().ToLowerInvariant(), $"{finding.Id}: {finding.Message}");
        }
    }

    private static void Row(TextScreen screen, string label, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            screen.Write($"     {label,-11} {text}");
            screen.WriteLine();
        }
    }

    // Long enough to start the client by hand; a day at most.
    private const int DefaultTimeout = 300;
    private const int LongestTimeout = 86_400;
}
