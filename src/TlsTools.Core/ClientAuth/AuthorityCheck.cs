using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Whether the chain leads to an authority that the server lists.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.4">RFC 5246, 7.4.4</seealso>
internal static class AuthorityCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate)
    {
        if (candidate.Request.NotRequested)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.NotRequested,
                CheckEffect.NotSent,
                "The server asked for no certificate, so no client sends one.",
                "Let the server ask for client certificates. If another server or proxy answers at this address or for this name, look there.");
        }

        if (candidate.Authorities is not { } list)
        {
            yield return ClientCertificateCheck.Unknown(CertificateReason.IssuerNotListed, "The authorities that the server lists are not known.");
            yield break;
        }

        yield return list.Count == 0 ? Empty() : candidate.StoredMatch is { } match ? Listed(candidate, match) : NotListed(candidate, list);
        if (candidate.Leaf is { IsSelfIssued: false } leaf && list.Find(leaf.Subject) is not null)
        {
            yield return ClientCertificateCheck.Warning(
                CertificateReason.LeafListed,
                "The server lists the certificate's own name. It holds the certificate where its authority's belongs.",
                "Put the authority's certificate into the server's trust store instead of the client's.");
        }

        if (list.Remarks.Contains(AuthorityListRemark.RefusedByJava))
        {
            yield return ClientCertificateCheck.Warning(
                CertificateReason.AcceptableListTooLong,
                $"The list has {list.WireLength} bytes; Java clients end the connection at more than 32,768.",
                "Shorten the list, or raise jdk.tls.maxHandshakeMessageSize in the client.");
        }
        else if (list.FirstCutBySchannel is { } first)
        {
            yield return ClientCertificateCheck.Warning(
                CertificateReason.AcceptableListTooLong,
                $"The list has {list.WireLength} bytes; Schannel cuts it off before name {first.Position}.",
                "Shorten the list.");
        }
    }

    private static ClientCertificateCheck Empty() => ClientCertificateCheck.Pass(
        CertificateReason.AcceptableListEmpty,
        "The server lists no authority, so any certificate may be sent. IAIK and some desktop programs send none then.");

    private static ClientCertificateCheck Listed(Candidate candidate, (AcceptableAuthority Authority, int Depth) match) => match switch
    {
        { Depth: > 0 } => ClientCertificateCheck.Pass(
            CertificateReason.ChainLeadsToListedAuthority,
            $"The server lists '{match.Authority}', which issued certificate {match.Depth + 1} of the chain."),
        _ when candidate.Leaf is { IsSelfIssued: true } => ClientCertificateCheck.Pass(
            CertificateReason.SelfSignedListed,
            $"The certificate signed itself and the server lists '{match.Authority}'."),
        _ => ClientCertificateCheck.Pass(CertificateReason.IssuerListed, $"The server lists '{match.Authority}', which issued the certificate."),
    };

    private static ClientCertificateCheck NotListed(Candidate candidate, AcceptableAuthorityList list)
    {
        if (candidate.BuiltMatch is { } built)
        {
            List<TlsCertificate> missing = [.. built.Path.Certificates.Where(certificate => !candidate.Entry.Chain.Contains(certificate) && !certificate.IsSelfIssued)];
            return ClientCertificateCheck.Fail(
                CertificateReason.IntermediateMissing,
                CheckEffect.NotSent,
                $"The chain could lead to '{built.Authority}', which the server lists, but the entry lacks {string.Join(" and ", missing.Select(certificate => $"'{certificate}'"))}.",
                "Put the missing certificates into the entry, behind the client's own.");
        }

        string issuers = string.Join(", ", candidate.Names.Select(names => names.Issuer).Where(name => name is not null).Distinct().Select(name => $"'{name}'"));
        return ClientCertificateCheck.Fail(
            CertificateReason.IssuerNotListed,
            CheckEffect.NotSent,
            $"None of the {list.Count} authorities that the server lists issued a certificate of the chain; the chain's issuers are {issuers}.",
            "Add the issuing authority to the server's trust store, or use a certificate of an authority that it lists.");
    }
}
