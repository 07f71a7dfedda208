using System;
using System.IO;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Logs;

/// <summary>The same connection as its log and its capture tell it.</summary>
public sealed class LogLabTests
{
    [SkippableTheory]
    [InlineData("jlog_wrongca", "client")]
    [InlineData("jlog_wrongca13", "client")]
    [InlineData("jlog_srv", "server")]
    public void Log_and_capture_agree_on_what_both_show(string name, string side)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string folder = Path.Combine(RepositoryFiles.Shared!, "lab", "captures");
        TlsHandshake log = Assert.Single(TlsLog.ReadHandshakes(Path.Combine(folder, $"{name}.{side}.txt")));
        TlsHandshake capture = Assert.Single(TlsCapture.ReadHandshakes(Path.Combine(folder, $"{name}.pcap")));

        Assert.Equal(capture.Version, log.Version);
        Assert.Equal(capture.CipherSuite, log.CipherSuite);
        Assert.Equal(capture.Group, log.Group);
        Assert.Equal(capture.OfferedVersions, log.OfferedVersions);
        Assert.Equal(capture.ServerName, log.ServerName);
        Assert.Equal(capture.Resumed, log.Resumed);
        Assert.Equal(capture.ClientHello!.Random, log.ClientHello!.Random);
        Assert.Equal(capture.ClientHello.SessionId, log.ClientHello.SessionId);
        Assert.Equal(capture.ClientHello.CipherSuites, log.ClientHello.CipherSuites);
        Assert.Equal(capture.ClientHello.SignatureSchemes, log.ClientHello.SignatureSchemes);
        Assert.Equal(capture.ClientHello.Extensions!.Select(extension => extension.Type), log.ClientHello.Extensions!.Select(extension => extension.Type));
        Assert.Equal(capture.ServerHello!.Random, log.ServerHello!.Random);
        Assert.Equal(capture.ServerHello.Extensions!.Select(extension => extension.Type), log.ServerHello.Extensions!.Select(extension => extension.Type));
        Assert.Equal(capture.Ja3, log.Ja3);
        Assert.Equal(capture.Ja3s, log.Ja3s);
        Assert.Equal(capture.Ja4, log.Ja4);
        Assert.Equal(capture.Outcome, log.Outcome);
        Assert.Equal(capture.EndedBy, log.EndedBy);
        Assert.Equal(capture.EndedBySide, log.EndedBySide);
        Assert.Equal(capture.Cause, log.Cause);
        Assert.Equal("ClientCertificateMissing", log.Cause);
        Assert.Equal(ClientAuthentication.RequestedEmpty, log.ClientAuthentication);
        Assert.Single(log.AcceptableCA!);
        Assert.NotEmpty(log.CertificateRequest!.SignatureSchemes);
        if (capture.CertificateRequest is { } request)
        {
            // Encrypted in the capture of TLS 1.3. Java passes over the schemes that it has no name for.
            Assert.Equal(capture.AcceptableCA, log.AcceptableCA);
            Assert.Equal(request.CertificateTypes, log.CertificateRequest.CertificateTypes);
            Assert.Equal(request.SignatureSchemes, log.CertificateRequest.SignatureSchemes);
            Assert.Equal(capture.Alert!.Code, log.Alert!.Code);
        }

        // The certificates are described: what the description says is what the bytes say, where the capture has them.
        Assert.Equal(2, log.ServerCertificates!.Count);
        Assert.All(log.ServerCertificates, certificate => Assert.True(certificate is { IsDescribed: true, Thumbprint: null, Certificate: null, RawData.Length: 0 }));
        foreach ((TlsCertificate told, TlsCertificate sent) in log.ServerCertificates.Zip(capture.ServerCertificates ?? []))
        {
            Assert.Equal((sent.Subject, sent.Issuer, sent.SerialNumber, sent.Version), (told.Subject, told.Issuer, told.SerialNumber, told.Version));
            Assert.Equal((sent.NotBefore, sent.NotAfter, sent.SignatureAlgorithm), (told.NotBefore, told.NotAfter, told.SignatureAlgorithm));
            Assert.Equal((sent.PublicKey!.Algorithm, (int?)null), (told.PublicKey!.Algorithm, told.PublicKey.Size));
            Assert.Equal(sent.SubjectAlternativeNames.Select(name => name.ToString()), told.SubjectAlternativeNames.Select(name => name.ToString()));
            Assert.Equal((sent.KeyUsage, sent.IsCertificateAuthority, sent.PathLength), (told.KeyUsage, told.IsCertificateAuthority, told.PathLength));
            Assert.Equal(sent.ExtendedKeyUsage, told.ExtendedKeyUsage);
            Assert.Equal((sent.SubjectKeyIdentifier, sent.AuthorityKeyIdentifier), (told.SubjectKeyIdentifier, told.AuthorityKeyIdentifier));
        }

        // What a log does not show is null.
        Assert.Null(log.Client);
        Assert.Null(log.Server);
        Assert.Null(log.CaptureQuality);
        Assert.All(log.Messages, message => Assert.True(message is { Packet: null, Length: null, Line: > 0 }));
        Assert.All(log.Findings[0].Evidence, evidence => Assert.True(evidence is { Packet: null, Line: > 0 }));
        Assert.True(Math.Abs((log.Messages[0].Time - capture.Messages[0].Time)!.Value.TotalSeconds) < 1);
    }

    [SkippableTheory]
    [InlineData("jlog_wrongca.client.txt")]
    [InlineData("jlog_wrongca13.client.txt")]
    [InlineData("jlog_srv.server.txt")]
    public void Cut_after_any_line_nothing_is_invented(string name)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string[] lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Shared!, "lab", "captures", name));
        TlsHandshake whole = TlsLog.ReadHandshakes(lines, name).Single();
        for (int count = 0; count < lines.Length; count += 7)
        {
            TlsHandshake? cut = TlsLog.ReadHandshakes(lines.Take(count), name).SingleOrDefault();
            if (cut is null)
            {
                continue;
            }

            _ = cut.Findings;
            Assert.True(cut.Cause is null || cut.Alert is not null);
            Assert.True(cut.Messages.Count <= whole.Messages.Count);
            Assert.True(cut.Ja3 is null || cut.Ja3 == whole.Ja3);
            Assert.True(cut.AcceptableCA is null or { Count: 0 } || cut.AcceptableCA.SequenceEqual(whole.AcceptableCA!));
            Assert.True(cut.Version is null || cut.Version == whole.Version);
        }

        // The same without the start: only messages that the whole log has.
        for (int skipped = 1; skipped < lines.Length; skipped += 11)
        {
            foreach (TlsHandshake cut in TlsLog.ReadHandshakes(lines.Skip(skipped), name))
            {
                _ = cut.Findings;
                Assert.All(cut.Messages, message => Assert.Contains(whole.Messages, known => known.Line == message.Line + skipped && known.Sender == message.Sender && known.Type == message.Type));
            }
        }
    }
}
