using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>
/// What the bytes of a chain tell of it, whichever end sent it: whether it was valid, complete, in order and usable for its
/// purpose. It says what a peer that checks it has to find; whether a peer trusts it only the peer knows.
/// </summary>
/// <remarks>Checking signatures is slow, so it is made only for handshakes that failed; <see cref="ChainTraits"/> is for all.</remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-6.1">RFC 5280, 6.1</seealso>
internal sealed class ChainJudgement
{
    private static readonly ConditionalWeakTable<TlsCertificate, ChainJudgement> s_judged = new();
    private readonly IReadOnlyList<TlsCertificate> _sent;
    private readonly DateTime? _time;
    private readonly KeyPurpose _purpose;
    private readonly List<ChainFault> _faults = [];

    private ChainJudgement(IReadOnlyList<TlsCertificate> sent, bool isWhole, DateTime? time, KeyPurpose purpose, IReadOnlyList<TlsCertificate>? anchors)
    {
        _sent = sent;
        _time = time;
        _purpose = purpose;
        IsWhole = isWhole;
        IsTrustKnown = anchors is not null;
        Path = new CertificatePathBuilder(sent, [], anchors ?? []).Build(sent[0])[0];
        FindFaults();
    }

    /// <summary>Judges; a chain that was judged before is not judged again as long as time has not changed what is valid of it.</summary>
    /// <param name="sent">The certificates as sent; at least one.</param>
    /// <param name="isWhole">Whether these are all; of a message that was cut only what is there is judged.</param>
    /// <param name="time">The time for which they are judged, or null where it is not known.</param>
    /// <param name="purpose">What the sender uses its certificate for.</param>
    /// <param name="anchors">The certificates that the other end trusts, where they are known.</param>
    public static ChainJudgement Of(IReadOnlyList<TlsCertificate> sent, bool isWhole, DateTime? time, KeyPurpose purpose, IReadOnlyList<TlsCertificate>? anchors = null)
    {
        // Handshakes of a source share their certificates, and a client that is refused tries again and again.
        if (anchors is not null)
        {
            return new ChainJudgement(sent, isWhole, time, purpose, anchors);
        }

        if (!s_judged.TryGetValue(sent[0], out ChainJudgement? known) || !known.HoldsFor(sent, isWhole, time, purpose))
        {
            known = new ChainJudgement(sent, isWhole, time, purpose, anchors);
            s_judged.Remove(sent[0]);
            s_judged.GetValue(sent[0], _ => known);
        }

        return known;
    }

    /// <summary>The sender's own certificate.</summary>
    public TlsCertificate Leaf => _sent[0];

    /// <summary>Whether all certificates that were sent are there.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether it is known what the other end trusts.</summary>
    public bool IsTrustKnown { get; }

    /// <summary>The path that goes furthest over the certificates that were sent, and those that are trusted.</summary>
    public CertificatePath Path { get; }

    /// <summary>What is wrong, what matters most first; the same kind once for each certificate of the path.</summary>
    public IReadOnlyList<ChainFault> Faults => _faults;

    /// <summary>Whether the sender's certificate signed itself.</summary>
    public bool IsSelfSigned => Path is { End: CertificatePathEnd.SelfSigned, Certificates.Count: 1 };

    /// <summary>
    /// Whether the sender's certificate came without that of its issuer, and so can be checked only by a peer that has the
    /// issuer's. Where the issuer is a root that is as it should be, so it is a hint, not a proof.
    /// </summary>
    public bool LacksIssuer => IsWhole && Path is { End: CertificatePathEnd.IssuerMissing, Certificates.Count: 1 };

    /// <summary>The name of the authority of which no certificate was sent; null on a path that leads to a root.</summary>
    public DistinguishedName? MissingIssuer => IsWhole ? Path.MissingIssuer : null;

    /// <summary>The first fault of a kind, that of the sender's own certificate before those of authorities; null where there is none.</summary>
    public ChainFault? Find(ChainFaultKind kind)
    {
        foreach (ChainFault fault in _faults)
        {
            if (fault.Kind == kind)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>A time as messages write it.</summary>
    public static string Text(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "?";

    private bool HoldsFor(IReadOnlyList<TlsCertificate> sent, bool isWhole, DateTime? time, KeyPurpose purpose)
    {
        if (isWhole != IsWhole || purpose != _purpose || sent.Count != _sent.Count)
        {
            return false;
        }

        for (int index = 0; index < sent.Count; index++)
        {
            if (!ReferenceEquals(sent[index], _sent[index]) || ValidityAt(sent[index], time) != ValidityAt(sent[index], _time))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What time has against a certificate; null where it is valid.</summary>
    public static ChainFaultKind? ValidityAt(TlsCertificate certificate, DateTime? time) =>
        certificate.NotAfter < time ? ChainFaultKind.Expired
        : certificate.NotBefore > time ? ChainFaultKind.NotYetValid
        : null;

    private void FindFaults()
    {
        for (int index = 0; index < Path.Certificates.Count; index++)
        {
            TlsCertificate certificate = Path.Certificates[index];
            bool isLeaf = index == 0;
            FindValidity(certificate, isLeaf);
            FindWeakness(certificate, isLeaf);
            if (isLeaf)
            {
                FindUsage(certificate);
            }
            else
            {
                FindIssuing(certificate, index);
            }
        }

        FindEnd();
        if (NameConstraints.FindViolation(Path) is { } violation)
        {
            Add(ChainFaultKind.IssuerMayNotIssue, Leaf, isLeaf: true, Lower(violation.TrimEnd('.')), "nameConstraints");
        }

        // The stable order of kinds; within a kind the path's.
        List<ChainFault> sorted = _faults.OrderBy(fault => fault.Kind).ToList();
        _faults.Clear();
        _faults.AddRange(sorted);
    }

    private void FindValidity(TlsCertificate certificate, bool isLeaf)
    {
        ChainFaultKind? validity = ValidityAt(certificate, _time);
        if (validity == ChainFaultKind.Expired)
        {
            Add(ChainFaultKind.Expired, certificate, isLeaf, $"{Named(certificate, isLeaf)} expired on {Text(certificate.NotAfter)}", $"notAfter {Text(certificate.NotAfter)}");
        }
        else if (validity == ChainFaultKind.NotYetValid)
        {
            Add(ChainFaultKind.NotYetValid, certificate, isLeaf, $"{Named(certificate, isLeaf)} was valid from {Text(certificate.NotBefore)} on only", $"notBefore {Text(certificate.NotBefore)}");
        }
    }

    private void FindUsage(TlsCertificate leaf)
    {
        if (leaf.Fault is { } fault)
        {
            Add(ChainFaultKind.Unreadable, leaf, true, $"{Named(leaf, true)} was damaged ({fault})", "certificate_list[0]");
        }

        foreach (CertificateExtension extension in leaf.Extensions)
        {
            if (extension.Critical && extension.Name == extension.Oid)
            {
                Add(ChainFaultKind.Unreadable, leaf, true, $"{Named(leaf, true)} had the critical extension {extension.Oid}, which hardly anybody knows", $"extension {extension.Oid}");
            }
        }

        // RFC 5280, 4.2.1.12: without the extension any purpose is allowed.
        if (leaf.ExtendedKeyUsage is { } purposes && !purposes.Contains(_purpose) && !purposes.Contains(KeyPurpose.Any))
        {
            string allowed = string.Join(", ", purposes);
            Add(ChainFaultKind.WrongUsage, leaf, true, $"{Named(leaf, true)} was issued for {allowed} and not for {_purpose}", $"extKeyUsage {allowed}");
        }

        // A server that exchanges keys by RSA alone, before TLS 1.3, needs keyEncipherment in place of a signature.
        const X509KeyUsageFlags Wanted = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement;
        X509KeyUsageFlags needed = _purpose == KeyPurpose.ClientAuthentication ? X509KeyUsageFlags.DigitalSignature : Wanted;
        if (leaf.KeyUsage is { } usage && (usage & needed) == 0)
        {
            Add(ChainFaultKind.WrongUsage, leaf, true, $"the key usage of {Named(leaf, true)} ({usage}) did not allow signatures", $"keyUsage {usage}");
        }
    }

    private void FindWeakness(TlsCertificate certificate, bool isLeaf)
    {
        // RFC 8446, 4.2.3: nobody checks the signature of what signed itself.
        if (!certificate.IsSelfIssued && ChainTraits.IsWeaklySigned(certificate))
        {
            Add(ChainFaultKind.WeakSignature, certificate, isLeaf, $"{Named(certificate, isLeaf)} was signed with {certificate.SignatureAlgorithm}", $"signature {certificate.SignatureAlgorithm}");
        }

        if (ChainTraits.HasSmallKey(certificate))
        {
            Add(ChainFaultKind.SmallKey, certificate, isLeaf, $"the key of {Named(certificate, isLeaf)} had {certificate.PublicKey!.Size} bits only", $"subjectPublicKeyInfo {certificate.PublicKey}");
        }
    }

    // RFC 5280, 6.1.4 (k) to (n). What is trusted is not asked whether it may issue.
    private void FindIssuing(TlsCertificate authority, int index)
    {
        bool isAnchor = Path.IsComplete && index == Path.Certificates.Count - 1;
        if (isAnchor && authority.IsCertificateAuthority is null)
        {
            return;
        }

        int below = Path.Certificates.Take(index).Skip(1).Count(certificate => !certificate.IsSelfIssued);
        if (authority.IsCertificateAuthority is not true)
        {
            Add(ChainFaultKind.IssuerMayNotIssue, authority, false, $"the issuer's certificate '{authority}' did not say that it is an authority", "basicConstraints");
        }
        else if (authority.KeyUsage is { } usage && (usage & X509KeyUsageFlags.KeyCertSign) == 0)
        {
            Add(ChainFaultKind.IssuerMayNotIssue, authority, false, $"the key usage of the authority '{authority}' did not allow it to sign certificates", $"keyUsage {usage}");
        }
        else if (authority.PathLength < below)
        {
            Add(ChainFaultKind.IssuerMayNotIssue, authority, false, $"the authority '{authority}' allowed {authority.PathLength} authorities below it and {below} stood there", $"pathLenConstraint {authority.PathLength}");
        }
    }

    private void FindEnd()
    {
        if (IsSelfSigned)
        {
            Add(ChainFaultKind.SelfSigned, Leaf, true, $"{Named(Leaf, true)} signed itself", "issuer equals subject");
        }
        else if (Path.End == CertificatePathEnd.IssuerKeyDiffers)
        {
            TlsCertificate last = Path.Certificates[Path.Certificates.Count - 1];
            Add(ChainFaultKind.IssuerKeyDiffers, last, ReferenceEquals(last, Leaf), $"'{last}' was not signed by the key of the certificate '{last.Issuer}' that was sent along", "signatureValue");
        }
        else if (LacksIssuer)
        {
            string count = _sent.Count == 1 ? "1 certificate" : $"{_sent.Count} certificates, none of the leaf's issuer";
            Add(ChainFaultKind.IssuerMissing, Leaf, true, $"{Named(Leaf, true)} was sent without the certificate of its issuer '{Leaf.Issuer}'", $"certificate_list has {count}");
        }
    }

    private void Add(ChainFaultKind kind, TlsCertificate certificate, bool isLeaf, string text, string field) =>
        _faults.Add(new ChainFault(kind, certificate, isLeaf, text, field));

    private static string Named(TlsCertificate certificate, bool isLeaf) => isLeaf ? $"the certificate '{certificate}'" : $"the authority's certificate '{certificate}'";

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);
}
