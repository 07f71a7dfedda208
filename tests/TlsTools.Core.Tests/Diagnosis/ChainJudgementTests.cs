using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Diagnosis;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>What a chain's bytes tell, whichever end sent it.</summary>
public sealed class ChainJudgementTests
{
    private static readonly DateTime s_now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Authority s_root = new("CN=Root", null);
    private static readonly Authority s_issuing = new("CN=Issuing", s_root);

    [Fact]
    public void A_chain_in_order_has_no_fault() => Assert.Empty(Judge([Leaf(s_issuing), s_issuing.Certificate]).Faults);

    [Fact]
    public void A_leaf_alone_lacks_its_issuer_only_if_the_message_is_whole()
    {
        TlsCertificate[] sent = [Leaf(s_issuing)];
        Assert.Equal([ChainFaultKind.IssuerMissing], Kinds(Judge(sent)));
        Assert.Empty(Judge(sent, isWhole: false).Faults);
    }

    [Fact]
    public void The_certificate_of_another_authority_is_not_the_issuer()
    {
        ChainJudgement judgement = Judge([Leaf(s_issuing), new Authority("CN=Other", null).Certificate]);
        Assert.True(judgement.LacksIssuer);
        Assert.Equal([ChainFaultKind.IssuerMissing], Kinds(judgement));
    }

    [Fact]
    public void An_issuer_of_the_same_name_and_another_key_did_not_sign() =>
        Assert.Equal([ChainFaultKind.IssuerKeyDiffers], Kinds(Judge([Leaf(s_issuing), new Authority("CN=Issuing", s_root).Certificate])));

    [Fact]
    public void A_certificate_that_signed_itself_is_said_to_have_done_so()
    {
        ChainJudgement judgement = Judge([new Authority("CN=Self", null).Certificate]);
        Assert.True(judgement.IsSelfSigned);
        Assert.Contains(ChainFaultKind.SelfSigned, Kinds(judgement));
    }

    [Theory]
    [InlineData(-400, -1, nameof(ChainFaultKind.Expired))]
    [InlineData(1, 400, nameof(ChainFaultKind.NotYetValid))]
    public void The_dates_are_held_against_the_time_of_the_capture(int from, int until, string kind)
    {
        TlsCertificate[] sent = [Leaf(s_issuing, from: from, until: until), s_issuing.Certificate];
        ChainFault fault = Assert.Single(Judge(sent).Faults);
        Assert.Equal(kind, fault.Kind.ToString());
        Assert.True(fault.IsLeaf);
        Assert.Empty(ChainJudgement.Of(sent, true, null, KeyPurpose.ServerAuthentication).Faults);
    }

    [Fact]
    public void A_chain_is_judged_anew_only_when_time_has_changed_what_is_valid_of_it()
    {
        TlsCertificate[] sent = [Leaf(s_issuing, from: -10, until: 10), s_issuing.Certificate];
        ChainJudgement today = Judge(sent);
        Assert.Same(today, ChainJudgement.Of([.. sent], true, s_now.AddDays(1), KeyPurpose.ServerAuthentication));
        Assert.Equal([ChainFaultKind.Expired], Kinds(ChainJudgement.Of(sent, true, s_now.AddDays(11), KeyPurpose.ServerAuthentication)));
        Assert.Empty(Judge(sent).Faults);
    }

    [Fact]
    public void The_purpose_is_that_of_the_end()
    {
        TlsCertificate[] sent = [Leaf(s_issuing, purpose: KeyPurpose.ClientAuthentication.Oid), s_issuing.Certificate];
        Assert.Equal([ChainFaultKind.WrongUsage], Kinds(Judge(sent)));
        Assert.Empty(ChainJudgement.Of(sent, true, s_now, KeyPurpose.ClientAuthentication).Faults);
    }

    [Fact]
    public void An_issuer_that_is_no_authority_may_not_issue()
    {
        Authority leafThatIssues = new("CN=Not An Authority", s_root, isAuthority: false);
        Assert.Contains(ChainFaultKind.IssuerMayNotIssue, Kinds(Judge([Leaf(leafThatIssues), leafThatIssues.Certificate])));
    }

    [Fact]
    public void With_the_trusted_authorities_the_path_leads_to_them()
    {
        TlsCertificate[] sent = [Leaf(s_issuing), s_issuing.Certificate];
        Assert.True(ChainJudgement.Of(sent, true, s_now, KeyPurpose.ServerAuthentication, [s_root.Certificate]).Path.IsTrusted);
        Assert.False(ChainJudgement.Of(sent, true, s_now, KeyPurpose.ServerAuthentication, [new Authority("CN=Else", null).Certificate]).Path.IsTrusted);
    }

    [Fact]
    public void The_names_lead_through_the_certificates_in_any_order()
    {
        TlsCertificate[] shuffled = [Leaf(s_issuing), s_root.Certificate, s_issuing.Certificate];
        Assert.Equal([0, 2, 1], ChainTraits.FollowNames(shuffled));
        Assert.False(ChainTraits.IsInOrder(shuffled));
    }

    private static ChainJudgement Judge(IReadOnlyList<TlsCertificate> sent, bool isWhole = true) => ChainJudgement.Of(sent, isWhole, s_now, KeyPurpose.ServerAuthentication);

    private static IEnumerable<ChainFaultKind> Kinds(ChainJudgement judgement) => judgement.Faults.Select(fault => fault.Kind);

    private static TlsCertificate Leaf(Authority issuer, int from = -10, int until = 400, string? purpose = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=leaf", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose ?? KeyPurpose.ServerAuthentication.Oid)], critical: false));
        return issuer.Sign(request, s_now.AddDays(from), s_now.AddDays(until));
    }

    private sealed class Authority
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        private readonly X500DistinguishedName _name;

        public Authority(string name, Authority? issuer, bool isAuthority = true)
        {
            _name = new X500DistinguishedName(name);
            CertificateRequest request = new(_name, _key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
            Certificate = (issuer ?? this).Sign(request, s_now.AddYears(-10), s_now.AddYears(10));
        }

        public TlsCertificate Certificate { get; }

        public TlsCertificate Sign(CertificateRequest request, DateTime from, DateTime until)
        {
            using X509Certificate2 made = request.Create(_name, X509SignatureGenerator.CreateForECDsa(_key), from, until, RandomNumberGenerator.GetBytes(8));
            return TlsCertificate.FromDer(made.RawData);
        }
    }
}
