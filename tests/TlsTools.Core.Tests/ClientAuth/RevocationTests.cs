using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>What OCSP responses of openssl, given as files or sent in a handshake, say of client certificates.</summary>
public sealed class RevocationTests
{
    // Four signers: the issuer, who it certified for this, one of its clients, and an authority of the same name.
    [SkippableTheory]
    [InlineData("good", "ca", "-sha1", CheckResult.Pass, true)]
    [InlineData("good", "ca", "-sha256", CheckResult.Pass, true)]
    [InlineData("good", "responder", "-sha1", CheckResult.Pass, true)]
    [InlineData("revoked", "ca", "-sha1", CheckResult.Fail, false)]
    [InlineData("revoked", "responder", "-sha256", CheckResult.Fail, false)]
    [InlineData("good", "revoked", "-sha1", CheckResult.Unknown, true)]
    [InlineData("revoked", "good", "-sha1", CheckResult.Unknown, true)]
    [InlineData("revoked", "stranger", "-sha1", CheckResult.Unknown, true)]
    public void A_response_counts_when_the_issuer_or_its_delegate_signed(string client, string signer, string digest, CheckResult expected, bool accepted)
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        ClientCertificateTest test = authority.Test(client, RevocationData.Read(authority.Response(client, signer, digest)));
        Assert.Equal((expected, accepted), (Row(test).Result, test.WouldBeAccepted));
    }

    [SkippableFact]
    public void An_expired_response_leaves_it_open()
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        RevocationData data = RevocationData.Read(authority.Response("good"));
        Assert.Equal(CheckResult.Pass, Row(authority.Test("good", data, days: 6)).Result);
        ClientCertificateTest late = authority.Test("good", data, days: 8);
        Assert.Contains(CertificateReason.RevocationStatusExpired, late.Reasons);
        Assert.Null(late.WouldBeAccepted);

        // Revoked stays revoked, and without nextUpdate a response holds for a day.
        Assert.Contains(CertificateReason.Revoked, authority.Test("revoked", RevocationData.Read(authority.Response("revoked")), days: 8).Reasons);
        RevocationData open = RevocationData.Read(authority.Response("good", "ca", "-sha1", "-no_nonce"));
        Assert.Null(Assert.Single(Assert.Single(open.Responses).Responses).NextUpdate);
        Assert.Equal(CheckResult.Pass, Row(authority.Test("good", open)).Result);
        Assert.Contains(CertificateReason.RevocationStatusExpired, authority.Test("good", open, days: 2).Reasons);
    }

    [SkippableFact]
    public void A_response_for_another_certificate_leaves_it_open()
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        RevocationData data = RevocationData.Read(authority.Response("revoked"));
        ClientCertificateTest test = authority.Test("good", data);

        // A20: OpenSSL answers unknown_ca where the list of an authority is missing, others accept.
        Assert.Equal((CertificateReason.RevocationStatusMissing, CheckResult.Warning), (Row(test).Id, Row(test).Result));
        Assert.Null(test.WouldBeAccepted);
    }

    [SkippableFact]
    public void The_worst_of_lists_and_responses_counts()
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        RevocationData list = RevocationData.Read(authority.List);
        RevocationData both = RevocationData.Combine([list, RevocationData.Read(authority.Response("good"))]);
        Assert.Equal((1, 1), (both.Lists.Count, both.Responses.Count));
        Assert.Equal(CheckResult.Pass, Row(authority.Test("good", both)).Result);
        Assert.Equal(CheckResult.Fail, Row(authority.Test("revoked", both)).Result);
    }

    [SkippableFact]
    public void Cut_or_changed_anywhere_it_never_counts()
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        TlsCertificate issuer = authority.Authority;
        byte[] whole = authority.Response("good", "responder");
        Assert.Null(OcspResponse.FromDer(whole).Fault);
        Assert.True(OcspResponse.FromDer(whole).IsSignedFor(issuer, DateTime.UtcNow.AddMinutes(1)));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.True(OcspResponse.FromDer(whole[..length]).Fault is not null, $"{length} bytes");
        }

        byte[] signed = ToBeSigned(whole);
        int start = whole.AsSpan().IndexOf(signed);
        for (int position = start; position < start + signed.Length; position++)
        {
            byte[] changed = [.. whole];
            changed[position] ^= 1;
            OcspResponse response = OcspResponse.FromDer(changed);
            bool counts = response.Fault is null && response.Status == OcspResponseStatus.Successful && response.IsSignedFor(issuer, DateTime.UtcNow.AddMinutes(1)) is true;
            Assert.False(counts, $"byte {position}");
        }
    }

    [SkippableFact]
    public void A_damaged_list_does_not_clear_a_certificate()
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        byte[] whole = authority.List;
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.NotEqual(CheckResult.Pass, Row(authority.Test("good", RevocationData.Read(whole[..length]))).Result);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Notes")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")]
    [InlineData("0")]
    public void What_is_neither_list_nor_response_is_told(string content)
    {
        RevocationData data = RevocationData.Read(Encoding.ASCII.GetBytes(content));
        Assert.Equal("This is no revocation list and no OCSP response.", Assert.Single(data.Problems));
    }

    [SkippableFact]
    public void A_damaged_block_is_told_and_the_others_are_read()
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        string list = PemEncoding.WriteString("X509 CRL", authority.List);
        string response = PemEncoding.WriteString("OCSP RESPONSE", authority.Response("good"));
        RevocationData whole = RevocationData.Read(Encoding.ASCII.GetBytes(list + "\n" + response));
        Assert.Equal((1, 1, 0), (whole.Lists.Count, whole.Responses.Count, whole.Problems.Count));

        RevocationData damaged = RevocationData.Read(Encoding.ASCII.GetBytes(
            list.Replace("M", "!", StringComparison.Ordinal) + "\n" + response + "\n" + PemEncoding.WriteString("OCSP RESPONSE", [0x30, 0]) + "\n" + list[..^60]));
        Assert.Equal(CheckResult.Pass, Row(authority.Test("good", damaged)).Result);
        Assert.Collection(
            damaged.Problems,
            problem => Assert.StartsWith("The revocation list of somebody is damaged: ", problem, StringComparison.Ordinal),
            problem => Assert.Contains("damaged: ", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("An OCSP response is damaged: ", problem, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void A_response_in_the_handshake_is_used()
    {
        OcspAuthority.Require();
        using OcspAuthority authority = new();
        CertificateStatusResponse stapled = new() { Type = ExtensionType.StatusRequest, StatusType = 1, Responses = [authority.Response("revoked")] };
        TlsHandshake handshake = new()
        {
            Messages =
            [
                new TlsMessage
                {
                    Sender = Side.Client,
                    HandshakeType = HandshakeType.Certificate,
                    Handshake = new CertificateMessage { Type = HandshakeType.Certificate, Certificates = [authority.Certificate("revoked")], EntryExtensions = [[stapled]] },
                },
            ],
        };
        IReadOnlyList<OcspResponse> responses = ClientCertificateRequest.FromHandshake(handshake).StapledResponses;
        Assert.Equal(OcspCertificateStatus.Revoked, Assert.Single(Assert.Single(responses).Responses).Status);
        Assert.Contains(CertificateReason.Revoked, authority.Test("revoked", new RevocationData { Responses = responses }).Reasons);
    }

    [Theory]
    [InlineData("30030A0106", OcspResponseStatus.Unauthorized)]
    [InlineData("30030A0103", OcspResponseStatus.TryLater)]
    public void A_refusal_is_read(string hex, OcspResponseStatus status)
    {
        OcspResponse response = Assert.Single(RevocationData.Read(Convert.FromHexString(hex)).Responses);
        Assert.Equal((status, null), (response.Status, response.Fault));
    }

    private static byte[] ToBeSigned(byte[] response)
    {
        AsnReader whole = new AsnReader(response, AsnEncodingRules.DER).ReadSequence();
        whole.ReadEncodedValue();
        AsnReader bytes = whole.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        bytes.ReadEncodedValue();
        return new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER).ReadSequence().ReadEncodedValue().ToArray();
    }

    private static ClientCertificateCheck Row(ClientCertificateTest test) =>
        test.Checks.First(check => check.Id is CertificateReason.Revoked or CertificateReason.RevocationListExpired
            or CertificateReason.RevocationStatusExpired or CertificateReason.RevocationStatusMissing);
}
