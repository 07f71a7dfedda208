using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>Finds all certificates that a server has for its name, by hellos that can do with one kind of key only.</summary>
internal sealed class ChainExamination(EndpointSession session)
{
    /// <summary>Adds the chains that were not seen yet.</summary>
    public TlsEndpoint Complete(TlsEndpoint endpoint)
    {
        List<EndpointChain> chains = [.. endpoint.CertificateChains];
        ProtocolVersion[] asked = [.. endpoint.Versions.Where(version => version.Code >= ProtocolVersion.Tls12.Code)];
        foreach (ProtocolVersion version in asked.Length > 0 ? asked : [endpoint.Versions[0]])
        {
            foreach ((string schemes, string suites) in s_kinds)
            {
                if (Ask(version, schemes, suites) is { } attempt)
                {
                    Add(chains, EndpointChain.Judge(attempt, endpoint.ServerName ?? endpoint.ComputerName, session.Now));
                }
            }
        }

        return endpoint with { CertificateChains = chains.ToArray() };
    }

    private TlsHandshake? Ask(ProtocolVersion version, string schemes, string suites)
    {
        ClientHelloOffer offer = session.Offer([version], toFinish: version.IsTls13);
        offer = offer with
        {
            CipherSuites = [.. offer.CipherSuites.Where(suite => version.IsTls13 || suite.Name!.Contains(suites, StringComparison.Ordinal))],
            SignatureSchemes = [.. OfferLists.SignatureSchemes.Where(scheme => scheme.Name!.StartsWith(schemes, StringComparison.Ordinal) || (schemes == RsaSchemes && scheme.Name!.StartsWith("rsa_pkcs1", StringComparison.Ordinal)))],
            CertificateSchemes = OfferLists.SignatureSchemes,
        };
        TlsHandshake attempt = session.Attempt(offer, ProbeGoal.Flight);
        return attempt.Version == version && attempt.ServerCertificates is { Count: > 0 } ? attempt : null;
    }

    private static void Add(List<EndpointChain> chains, EndpointChain chain)
    {
        int known = chains.FindIndex(one => one.Certificates.Select(certificate => certificate.Sha256).SequenceEqual(chain.Certificates.Select(certificate => certificate.Sha256)));
        if (known < 0)
        {
            chains.Add(chain);
        }
        else
        {
            chains[known] = chains[known] with { Versions = chains[known].Versions.Concat(chain.Versions).Distinct().ToArray() };
        }
    }

    private const string RsaSchemes = "rsa_pss_rsae";

    // How the names of the schemes begin, and what stands in the names of the suites before TLS 1.3 (RFC 8422, 5.10: a key of EdDSA goes with the suites of ECDSA).
    private static readonly (string Schemes, string Suites)[] s_kinds =
    [
        (RsaSchemes, "_RSA_"),
        ("ecdsa_", "_ECDSA_"),
        ("ed25519", "_ECDSA_"),
        ("ed448", "_ECDSA_"),
        ("rsa_pss_pss", "_RSA_"),
        ("dsa_", "_DSS_"),
    ];
}
