using System.Collections.Generic;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis;

/// <summary>Why a client that was asked for a certificate has sent none, as far as the request and what the user has tell.</summary>
internal static class ClientSilence
{
    /// <summary>The reason in sentences, each with a blank before it; empty where nothing tells.</summary>
    public static string Explain(DiagnosisCase examined)
    {
        string reason = examined.Inputs is { ClientEntries.Count: > 0 } inputs ? ExplainEntries(examined, inputs) : ExplainRequest(examined);
        return reason + ServedElsewhere.Describe(examined);
    }

    /// <summary>Whether the request takes no signature, or no key, of RSA, so that the most usual certificates cannot be sent.</summary>
    public static bool ExcludesRsa(CertificateRequest request) =>
        (request.CertificateTypes.Count > 0 && !request.CertificateTypes.Contains(CertificateType.RsaSign))
        || (request.SignatureSchemes.Count > 0 && !request.SignatureSchemes.Any(scheme => SchemeTraits.Of(scheme)?.KeyAlgorithm is "RSA"));

    /// <summary>The best of the entries that the user has, held against the request; null where none was given.</summary>
    public static ClientCertificateTest? FindBest(DiagnosisCase examined) =>
        examined.Inputs is { ClientEntries.Count: > 0 } inputs && examined.Time is { } time
            ? ClientCertificateEvaluation.Rank(inputs.ClientEntries, new ClientCertificateContext
            {
                Request = examined.Request,
                At = time,
                TrustAnchors = inputs.TrustAnchors,
            })[0]
            : null;

    private static string ExplainEntries(DiagnosisCase examined, DiagnosisInputs inputs)
    {
        if (FindBest(examined) is not { } best)
        {
            return string.Empty;
        }

        string name = best.Alias ?? best.Subject?.Name ?? "?";
        string which = inputs.ClientEntries.Count == 1 ? $"the entry '{name}' of {best.Source}" : $"the best of the {inputs.ClientEntries.Count} entries given, '{name}' of {best.Source},";
        ClientCertificateCheck? against = best.Checks.FirstOrDefault(check => check.Effect.HasFlag(CheckEffect.NotSent));
        return against is null
            ? $" Nothing in the request keeps a client from sending {which}: it was not configured, or the client read another key store."
            : $" Of what was given, {which} would not have been sent: {against.Message}";
    }

    private static string ExplainRequest(DiagnosisCase examined)
    {
        if (examined.Handshake.CertificateRequest is not { Fault: null } request)
        {
            return string.Empty;
        }

        List<string> sentences = [];
        if (ExcludesRsa(request))
        {
            sentences.Add(" The request takes no RSA certificates.");
        }

        AcceptableAuthorityList list = examined.Request.Authorities!
            .WithCertificates(examined.Elsewhere.SelectMany(other => other.ClientCertificates ?? []), at: null);
        sentences.Add(list.Count == 0
            ? " The request named no authority; most clients then send what they have, some send nothing."
            : list.Count == 1
            ? $" The request named one authority, '{list.Authorities[0]}'; Java and Windows clients send nothing where it did not issue their certificate."
            : $" The request named {list.Count} authorities; Java and Windows clients send nothing where none of them issued their certificate.");
        if (list.Authorities.FirstOrDefault(authority => authority.Remarks.Contains(AuthorityRemark.NamesLeaf)) is { } leaf)
        {
            sentences.Add($" Of these '{leaf}' is no authority: its certificate issues none.");
        }

        return string.Concat(sentences);
    }
}
