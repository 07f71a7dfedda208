using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;

namespace TlsTools.Benchmarks.Measuring;

/// <summary><c>probe [--endpoints N] [--rounds N] -- TLSTOOLS ARGUMENTS</c></summary>
internal static class ProbeCommand
{
    public const string Usage =
        "probe [--endpoints N] [--rounds N] -- TLSTOOLS probe...   times one run for all of N openssl s_server on loopback against N runs of openssl s_client, in turn";

    public static int Run(string[] arguments)
    {
        int command = Array.IndexOf(arguments, "--");
        string[] options = command < 0 ? throw new UsageException(Usage) : arguments[..command];
        int endpoints = Read(options, "--endpoints", 100);
        int rounds = Read(options, "--rounds", 5);
        string folder = Directory.CreateTempSubdirectory("tlstools").FullName;
        List<Process> servers = [];
        try
        {
            WriteIdentity(folder);
            string[] targets = [.. FreePorts(endpoints).Select(port => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"))];
            servers.AddRange(targets.Select((target, index) => Start(folder, target, index % 2 == 0 ? "-Verify" : "-verify")));
            if (!SpinWait.SpinUntil(() => targets.All(IsListening), TimeSpan.FromMinutes(1)))
            {
                throw new InvalidOperationException("openssl s_server does not listen.");
            }

            // sh asks them one after the other, as somebody would in a loop.
            MeasuredProcess plain = new(["sh", "-c", "for target; do openssl s_client -connect \"$target\" </dev/null; done", "sh", .. targets]);
            MeasuredProcess probe = new([.. arguments[(command + 1)..], .. targets]);
            plain.RunForTime();
            probe.RunForTime();
            for (int round = 0; round < rounds; round++)
            {
                plain.RunForTime();
                probe.RunForTime();
            }

            probe.RunForMemory();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{endpoints} x openssl s_client: median {plain.Median:f0} ms, {plain.Median / endpoints:f1} ms each"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(' ', arguments[(command + 1)..])}: median {probe.Median:f0} ms, {probe.Median / endpoints:f1} ms each, {probe.Median / plain.Median:f2} x s_client, peak {probe.PeakMebibytes:f0} MiB, exit {probe.ExitCode}"));
            return 0;
        }
        finally
        {
            foreach (Process server in servers)
            {
                server.Kill();
                server.WaitForExit();
                server.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Read(string[] options, string name, int otherwise)
    {
        int index = Array.IndexOf(options, name);
        return index < 0 ? otherwise
            : index + 1 < options.Length && int.TryParse(options[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value
            : throw new UsageException(Usage);
    }

    // All at once, or the system would give the same one twice.
    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }

    private static Process Start(string folder, string target, string asking)
    {
        ProcessStartInfo start = new(
            "openssl",
            ["s_server", "-www", "-quiet", "-accept", target, "-cert", Path.Combine(folder, "cert.pem"), "-key", Path.Combine(folder, "key.pem"), "-CAfile", Path.Combine(folder, "ca.pem"), asking, "5"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        Process server = Process.Start(start)!;
        server.OutputDataReceived += static (_, _) => { };
        server.ErrorDataReceived += static (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }

    private static bool IsListening(string target)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPEndPoint.Parse(target));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // A certificate with an RSA key, as most servers have, and ten authorities.
    private static void WriteIdentity(string folder)
    {
        using RSA key = RSA.Create(2048);
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "cert.pem"), Certify("CN=server.example", key));
        File.WriteAllText(Path.Combine(folder, "ca.pem"), string.Join('\n', Enumerable.Range(1, 10).Select(number => Certify($"CN=Throw-Away Authority {number}", key))));
    }

    private static string Certify(string name, RSA key)
    {
        using X509Certificate2 certificate = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        return certificate.ExportCertificatePem();
    }
}
