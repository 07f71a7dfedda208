using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.ClientAuth;
using TlsTools.Probe;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>Asks an authority on loopback, one that answers and ones that misbehave.</summary>
public sealed class RevocationFetcherTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [SkippableTheory]
    [InlineData("good", CheckResult.Pass)]
    [InlineData("revoked", CheckResult.Fail)]
    public void List_and_responder_are_asked(string client, CheckResult expected)
    {
        OcspAuthority.Require();
        using WebServer server = new();
        using OcspAuthority authority = new(server.Address);
        server.Answer = (path, question) => Ok(path == "/list" ? authority.List : authority.Answer(question, "ca", "-ndays", "1"));
        using RevocationFetcher fetcher = new(s_patience, default);
        ClientCertificateTest test = authority.Test(client, RevocationData.Empty, source: fetcher);
        Assert.Equal(expected, test.Checks.First(check => check.Id == CertificateReason.Revoked).Result);
        Assert.DoesNotContain(test.Checks, check => check.Id == CertificateReason.RevocationNotFetched);
        Assert.Equal(["POST /ocsp", "GET /list"], server.Requests);
        RevocationData found = fetcher.Find(authority.Certificate(client), authority.Authority);
        Assert.Equal((1, 1, 2), (found.Lists.Count, found.Responses.Count, server.Requests.Count));
    }

    [SkippableFact]
    public void Nobody_is_asked_unasked()
    {
        OcspAuthority.Require();
        using WebServer server = new();
        using OcspAuthority authority = new(server.Address);
        authority.Test("good", RevocationData.Read(authority.List));
        Assert.Empty(server.Requests);
    }

    [SkippableFact]
    public void Redirects_lead_to_the_web_only()
    {
        OcspAuthority.Require();
        using WebServer server = new();
        using OcspAuthority authority = new(server.Address);
        string target = "/moved";
        server.Answer = (path, _) => path == "/moved" ? Ok(authority.List) : Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n");
        using RevocationFetcher fetcher = new(s_patience, default);
        RevocationData found = fetcher.Find(authority.Certificate("good"), authority.Authority);
        Assert.Single(found.Lists);
        Assert.Contains("/ocsp", Assert.Single(found.Problems), StringComparison.Ordinal);
        foreach (string elsewhere in new[] { "file:///etc/hostname", "ftp://127.0.0.1/list", "/list" })
        {
            target = elsewhere;
            using RevocationFetcher other = new(s_patience, default);
            RevocationData refused = other.Find(authority.Certificate("good"), authority.Authority);
            Assert.Equal((0, 2), (refused.Lists.Count, refused.Problems.Count));
        }
    }

    [SkippableTheory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("no web server")]
    [InlineData("")]
    public void An_authority_that_is_no_help_is_told(string answer)
    {
        OcspAuthority.Require();
        using WebServer server = new() { Answer = (_, _) => Encoding.ASCII.GetBytes(answer) };
        using OcspAuthority authority = new(server.Address);
        using RevocationFetcher fetcher = new(s_patience, default);
        ClientCertificateTest test = authority.Test("good", RevocationData.Empty, source: fetcher);
        Assert.Equal(2, test.Checks.Count(check => check.Id == CertificateReason.RevocationNotFetched));
        Assert.Equal(CheckResult.Unknown, test.Checks.First(check => check.Id == CertificateReason.Revoked).Result);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Time_is_limited(bool sendsSomething)
    {
        OcspAuthority.Require();
        using WebServer server = new() { Stalls = true, Answer = (_, _) => sendsSomething ? Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n0") : [] };
        using OcspAuthority authority = new(server.Address);
        using RevocationFetcher fetcher = new(TimeSpan.FromSeconds(1), default);
        Stopwatch watch = Stopwatch.StartNew();
        RevocationData found = fetcher.Find(authority.Certificate("good"), authority.Authority);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(8));
        Assert.Equal(2, found.Problems.Count);
        Assert.Single(server.Requests);
    }

    [SkippableFact]
    public void Size_is_limited()
    {
        OcspAuthority.Require();
        using WebServer server = new() { Answer = (path, _) => Ok(new byte[path == "/list" ? 1 : (1024 * 1024) + 1]) };
        using OcspAuthority authority = new(server.Address);
        using RevocationFetcher fetcher = new(s_patience, default);
        Assert.Contains(fetcher.Find(authority.Certificate("good"), authority.Authority).Problems, problem => problem.Contains("1048576", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void It_can_be_stopped()
    {
        OcspAuthority.Require();
        using WebServer server = new() { Stalls = true };
        using OcspAuthority authority = new(server.Address);
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(1));
        using RevocationFetcher fetcher = new(s_patience, stop.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => fetcher.Find(authority.Certificate("good"), authority.Authority));
    }

    private static byte[] Ok(byte[] content) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"), .. content];

    /// <summary>Answers each connection once.</summary>
    private sealed class WebServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(120));
        private readonly ConcurrentQueue<string> _requests = new();
        private readonly Task _running;

        public WebServer()
        {
            _listener.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
            _running = RunAsync();
        }

        public string Address { get; }

        public Func<string, byte[], byte[]> Answer { get; set; } = (_, _) => [];

        public bool Stalls { get; init; }

        public IReadOnlyList<string> Requests => [.. _requests];

        public void Dispose()
        {
            _stop.Cancel();
            _listener.Stop();
            _running.Wait(s_patience);
            _stop.Dispose();
        }

        private async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    await ServeAsync(client.GetStream());
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                // The test is over.
            }
        }

        private async Task ServeAsync(NetworkStream stream)
        {
            try
            {
                (string head, byte[] body) = await ReadAsync(stream);
                string[] words = head.Split(' ');
                _requests.Enqueue(words[0] + " " + words[1]);
                await stream.WriteAsync(Answer(words[1], body), _stop.Token);
                if (Stalls)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
            }
            catch (IOException)
            {
                // The client went away, as it does when it has had enough.
            }
        }

        private async Task<(string Head, byte[] Body)> ReadAsync(NetworkStream stream)
        {
            using MemoryStream received = new();
            byte[] buffer = new byte[4096];
            while (true)
            {
                string text = Encoding.Latin1.GetString(received.ToArray());
                int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                string? length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
                int total = length is null ? 0 : int.Parse(length[16..], System.Globalization.CultureInfo.InvariantCulture);
                if (end >= 0 && text.Length >= end + 4 + total)
                {
                    return (text, received.ToArray()[(end + 4)..]);
                }

                int count = await stream.ReadAsync(buffer, _stop.Token);
                if (count == 0)
                {
                    throw new IOException("The client said nothing.");
                }

                received.Write(buffer, 0, count);
            }
        }
    }
}
