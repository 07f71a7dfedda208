using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Handshakes;

/// <summary>Reads the captures of the lab, whose file names say what was done.</summary>
public sealed class LabCaptureTests
{
    // A file header and no packet: the peer never came so far.
    private const int EmptyCapture = 24;

    private static string? Folder => RepositoryFiles.Shared is { } shared && Directory.Exists(Path.Combine(shared, "lab", "captures"))
        ? Path.Combine(shared, "lab", "captures")
        : null;

    [SkippableFact]
    public void Every_capture_gives_its_attempts_and_every_property_can_be_read()
    {
        Skip.If(Folder is null, RepositoryFiles.SharedMissing);
        List<string> wrong = [];
        foreach (string path in Directory.EnumerateFiles(Folder!, "*.pcap").Where(path => new FileInfo(path).Length > EmptyCapture))
        {
            TlsHandshake[] handshakes = [.. TlsCapture.ReadHandshakes(path)];
            if (handshakes.Length == 0 || !handshakes.Select(handshake => handshake.Number).SequenceEqual(Enumerable.Range(1, handshakes.Length)))
            {
                wrong.Add($"{Path.GetFileName(path)}: numbers {string.Join(',', handshakes.Select(handshake => handshake.Number))}");
            }

            foreach (TlsHandshake handshake in handshakes)
            {
                foreach (System.Reflection.PropertyInfo property in typeof(TlsHandshake).GetProperties())
                {
                    _ = property.GetValue(handshake);
                }

                if (handshake.Messages.FirstOrDefault(message => message.Handshake?.Fault is not null) is { } faulty)
                {
                    wrong.Add($"{Path.GetFileName(path)}: {faulty.Type} {faulty.Handshake!.Fault}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [SkippableTheory]
    [InlineData("ossl_nocert_12", "TLS 1.2", HandshakeOutcome.Failed, "handshake_failure", Side.Server, ClientAuthentication.RequestedEmpty)]
    [InlineData("java_nocert_12", "TLS 1.2", HandshakeOutcome.Failed, "bad_certificate", Side.Server, ClientAuthentication.RequestedEmpty)]
    [InlineData("ossl_wrongca_12", "TLS 1.2", HandshakeOutcome.Failed, "unknown_ca", Side.Server, ClientAuthentication.Sent)]
    [InlineData("ossl_nochain_12", "TLS 1.2", HandshakeOutcome.Failed, "unknown_ca", Side.Server, ClientAuthentication.Sent)]
    [InlineData("untrusted_gnutls_2", "TLS 1.2", HandshakeOutcome.Failed, "bad_certificate", Side.Client, ClientAuthentication.NotRequested)]
    [InlineData("ver_c13_s12", null, HandshakeOutcome.Failed, "protocol_version", Side.Server, ClientAuthentication.Unknown)]
    [InlineData("sni_fatal", null, HandshakeOutcome.Failed, "unrecognized_name", Side.Server, ClientAuthentication.Unknown)]
    [InlineData("srv_expired_curl_3", "TLS 1.3", HandshakeOutcome.Failed, "certificate_expired", Side.Client, ClientAuthentication.Unknown)]
    [InlineData("http2tls_java", null, HandshakeOutcome.Failed, "unexpected_message", Side.Server, ClientAuthentication.Unknown)]
    public void The_alert_that_matters_is_found(
        string name, string? version, HandshakeOutcome outcome, string alert, Side sender, ClientAuthentication authentication)
    {
        TlsHandshake handshake = ReadOne(name);
        Assert.Equal(version, handshake.Version?.ToString());
        Assert.Equal(outcome, handshake.Outcome);
        Assert.Equal(alert, handshake.Alert?.Description);
        Assert.Equal(sender, handshake.Alert?.Sender);
        Assert.Equal(authentication, handshake.ClientAuthentication);
        Assert.Equal(ConnectionEnding.Alert, handshake.EndedBy);
        Assert.Equal(sender, handshake.EndedBySide);
    }

    [SkippableTheory]
    [InlineData("java_nocert_13")]
    [InlineData("java_expired_13")]
    [InlineData("haproxy_expired_13")]
    [InlineData("j_expired_1_3")]
    [InlineData("g_wrongca_list_1_3")]
    [InlineData("len_gnutls_req_nocert")]
    [InlineData("stunnel_wrongca_13")]
    public void An_encrypted_refusal_by_the_server_is_a_failure(string name)
    {
        TlsHandshake handshake = ReadOne(name);
        Assert.Equal(ProtocolVersion.Tls13, handshake.Version);
        Assert.Equal(HandshakeOutcome.Failed, handshake.Outcome);
        Assert.True(handshake.Alert is { Encrypted: true, Sender: Side.Server, Description: null, Code: null });
    }

    [SkippableTheory]
    [InlineData("ossl_ok_12")]
    [InlineData("ossl_ok_13")]
    [InlineData("java_ok_12")]
    [InlineData("java_ok_13")]
    [InlineData("gnutls_ok_12")]
    [InlineData("gnutls_ok_13")]
    [InlineData("nginx_ok_13")]
    [InlineData("dotnet_ok_13")]
    [InlineData("g_emptylist_1_3")]
    public void A_good_handshake_is_completed_without_an_alert_that_matters(string name)
    {
        TlsHandshake handshake = ReadOne(name);
        Assert.Equal(HandshakeOutcome.Completed, handshake.Outcome);
        Assert.Null(handshake.Alert);
        Assert.Empty(TlsCapture.ReadHandshakes(PathOf(name), new TlsCaptureOptions { FailedOnly = true }));
    }

    [SkippableTheory]
    [InlineData("closed", ConnectionEnding.Reset, Side.Server)]
    [InlineData("stub_rst_curl", ConnectionEnding.Reset, Side.Server)]
    [InlineData("stub_fin_curl", ConnectionEnding.Fin, Side.Server)]
    [InlineData("stub_fin_java", ConnectionEnding.Fin, Side.Server)]
    [InlineData("http2tls_openssl", ConnectionEnding.Fin, Side.Server)]
    public void What_ended_an_attempt_is_found(string name, ConnectionEnding ending, Side side)
    {
        TlsHandshake handshake = ReadOne(name);
        Assert.Equal(HandshakeOutcome.Failed, handshake.Outcome);
        Assert.Equal(ending, handshake.EndedBy);
        Assert.Equal(side, handshake.EndedBySide);
    }

    [SkippableFact]
    public void A_capture_cut_off_gives_its_handshakes_before_the_error()
    {
        byte[] whole = File.ReadAllBytes(PathOf("ossl_ok_12"));
        List<TlsHandshake> read = [];
        CaptureFormatException error = Assert.Throws<CaptureFormatException>(() =>
        {
            foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(new MemoryStream(whole, 0, whole.Length - 10)))
            {
                read.Add(handshake);
            }
        });
        Assert.True(error.Offset > 0);
        Assert.Equal("localhost", Assert.Single(read).ServerName);
    }

    [SkippableFact]
    public void Filters_let_through_what_they_say()
    {
        string path = PathOf("ossl_ok_12");
        int port = TlsCapture.ReadHandshakes(path).Single().Server!.Port;
        Assert.Single(TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { Port = [port], ServerName = ["LOCAL*"] }));
        Assert.Empty(TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { Port = [1] }));
        Assert.Empty(TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { ServerName = ["localhos"] }));
        Assert.Empty(TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { Address = [System.Net.IPAddress.Parse("10.0.0.1")] }));
        Assert.Throws<OperationCanceledException>(() => TlsCapture.ReadHandshakes(path, null, new CancellationToken(canceled: true)).ToList());
    }

    private static TlsHandshake ReadOne(string name) => Assert.Single(TlsCapture.ReadHandshakes(PathOf(name)));

    private static string PathOf(string name)
    {
        Skip.If(Folder is null, RepositoryFiles.SharedMissing);
        return Path.Combine(Folder!, name + ".pcap");
    }
}
