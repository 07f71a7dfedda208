using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis;

/// <content>The cipher suites of the offer.</content>
internal sealed partial class OfferJudgement
{
    // Those that a server can choose in one of the versions offered.
    private void CollectSuites(ClientHello hello)
    {
        bool isTls13 = OffersTls13(hello);
        bool isOlder = OffersOlder(hello);
        _suites.AddRange(hello.CipherSuites.Where(suite => !SuiteTraits.IsSignal(suite) && (SuiteTraits.IsOfTls13(suite) ? isTls13 : isOlder)));
    }

    private void JudgeSuites(ClientHello hello)
    {
        if (_suites.Count == 0)
        {
            Add(
                OfferPart.CipherSuites,
                4,
                $"The client offered {string.Join(", ", hello.OfferedVersions)} but no cipher suite that exists there ({SuiteTraits.Few(hello.CipherSuites)})",
                "had nothing to choose from",
                hello,
                "cipher_suites");
            return;
        }

        if (_examined.Elsewhere.Count > 0 && JudgeSuitesElsewhere(hello))
        {
            return;
        }

        List<CipherSuite> older = _suites.FindAll(suite => !SuiteTraits.IsOfTls13(suite));
        (int weight, string fact, string guess) = older.Count == 0 ? JudgeTls13(_suites) : _suites.Exists(SuiteTraits.IsOfTls13) ? (0, string.Empty, string.Empty) : JudgeOlder(older);
        Add(OfferPart.CipherSuites, weight, fact, guess, hello, "cipher_suites");
    }

    // RFC 8446, 9.1: every implementation has TLS_AES_128_GCM_SHA256 and should have the other two.
    private static (int Weight, string Fact, string Guess) JudgeTls13(List<CipherSuite> suites)
    {
        bool hasMandatory = suites.Contains(CipherSuite.TlsAes128GcmSha256);
        bool hasUsual = suites.Contains(CipherSuite.TlsAes256GcmSha384);
        string fact = $"The client offered {(suites.Count == 1 ? "only the cipher suite" : "only the cipher suites")} {SuiteTraits.Few(suites)}";
        string guess = suites.Count == 1 ? "does not take it" : "takes none of them";
        return (!hasMandatory && !hasUsual ? 3 : suites.Count == 1 ? 2 : hasMandatory ? 0 : 1, fact, guess);
    }

    private static (int Weight, string Fact, string Guess) JudgeOlder(List<CipherSuite> suites)
    {
        string list = SuiteTraits.Few(suites);
        return suites switch
        {
            _ when suites.TrueForAll(SuiteTraits.NeedsSharedKey) => (3, $"The client offered only cipher suites for a pre-shared key ({list})", "is not configured for one"),
            _ when suites.TrueForAll(suite => SuiteTraits.Weakness(suite) is not null) => (3, $"The client offered only cipher suites that are not used any more ({list})", "has them switched off"),
            _ when suites.TrueForAll(SuiteTraits.NeedsEllipticCertificate) => (3, $"The client offered only cipher suites for a server with an ECDSA key ({list})", "has an RSA key"),
            [_] => (3, $"The client offered only the cipher suite {list}", "does not take it"),
            _ when !suites.Exists(SuiteTraits.IsAuthenticatedEncryption) => (2, $"The client offered only cipher suites of the old kind with CBC or RC4 ({list})", "takes only GCM and ChaCha20"),
            _ when !suites.Exists(SuiteTraits.HasForwardSecrecy) => (2, $"The client offered only cipher suites without forward secrecy ({list})", "has those switched off"),
            { Count: <= ShortList } => (2, $"The client offered only {suites.Count} cipher suites ({list})", "takes none of them"),
            _ when suites.TrueForAll(SuiteTraits.NeedsRsaCertificate) => (1, "The client offered only cipher suites for a server with an RSA key", "has an ECDSA key"),
            _ => (0, string.Empty, string.Empty),
        };
    }

    // True where what the server chose elsewhere decides: the suite is there, or it is not.
    private bool JudgeSuitesElsewhere(ClientHello hello)
    {
        // A suite of another version, or one for a session of a pre-shared key, tells nothing.
        List<TlsHandshake> comparable = [.. _examined.Elsewhere.Where(handshake =>
            handshake is { CipherSuite: not null, Version: { } version } && hello.OfferedVersions.Contains(version))];
        if (comparable.Count == 0)
        {
            return false;
        }

        if (comparable.Exists(handshake => hello.CipherSuites.Contains(handshake.CipherSuite!.Value)))
        {
            return true;
        }

        string? key = KeyOf(comparable);
        bool isOtherKey = key == "RSA" ? _suites.TrueForAll(SuiteTraits.NeedsEllipticCertificate) : key == "EC" && _suites.TrueForAll(SuiteTraits.NeedsRsaCertificate);
        List<CipherSuite> chosen = [.. comparable.Select(handshake => handshake.CipherSuite!.Value).Distinct()];
        string fact = isOtherKey
            ? $"The client offered only cipher suites for a server with an {(key == "RSA" ? "ECDSA" : "RSA")} key, and this server's certificate has an {(key == "RSA" ? "RSA" : "ECDSA")} key"
            : $"The client did not offer {SuiteTraits.Few(chosen)}, which the server chose in other handshakes, but {SuiteTraits.Few(_suites)}";
        AddFromElsewhere(OfferPart.CipherSuites, FromElsewhere, fact, "takes none of these", "cipher_suites", hello, comparable[0]);
        return true;
    }

    private static string? KeyOf(List<TlsHandshake> handshakes)
    {
        string? key = null;
        foreach (TlsHandshake handshake in handshakes)
        {
            if (handshake.ServerCertificates is [{ PublicKey.Algorithm: { } algorithm }, ..])
            {
                if (key is not null && key != algorithm)
                {
                    return null;
                }

                key = algorithm;
            }
        }

        return key;
    }

    private const int FromElsewhere = 3;
    private const int ShortList = 3;
}
