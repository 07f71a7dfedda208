using System;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Probe;
using TlsTools.X509;

namespace TlsTools.Cli;

/// <summary>Writes an endpoint for people: a line that says the most, and rows below it.</summary>
internal static class EndpointText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextScreen screen, TlsEndpoint endpoint)
    {
        screen.Write(endpoint.ToString(), endpoint.Outcome == EndpointOutcome.Reachable ? ConsoleColor.Green : ConsoleColor.Red);
        screen.WriteLine();
        Row(screen, "address", endpoint.Differences is null ? null : endpoint.Address?.ToString());
        Row(screen, "message", endpoint.Message);
        foreach (EndpointDifference difference in endpoint.Differences ?? [])
        {
            Row(screen, "differs", difference.ToString());
        }

        foreach (VersionCipherSuites suites in endpoint.CipherSuites)
        {
            Row(screen, suites.Version.ToString(), string.Join(", ", suites.CipherSuites) + (suites.IsServerOrder == true ? " (in the server's order)" : ""));
            Row(screen, "  groups", string.Join(", ", suites.Groups));
            Row(screen, "  schemes", string.Join(", ", suites.SignatureSchemes));
        }

        if (endpoint.CipherSuites.Count == 0)
        {
            Row(screen, "groups", string.Join(", ", endpoint.Groups));
            Row(screen, "schemes", string.Join(", ", endpoint.SignatureSchemes));
        }

        Row(screen, "alpn", endpoint.Alpn);
        Row(screen, "protocols", string.Join(", ", endpoint.ApplicationProtocols));
        WriteCertificates(screen, endpoint);
        foreach (ServerNameAnswer answer in endpoint.ServerNames)
        {
            Row(screen, "sni", answer + (answer.IsSameCertificate == false ? " (another certificate)" : ""));
        }

        WriteFeatures(screen, endpoint.Features);
        Row(screen, "authorities", endpoint.AcceptableCA is { Count: 0 } ? "the request names none" : null);
        foreach (DistinguishedName authority in endpoint.AcceptableCA ?? [])
        {
            Row(screen, "authority", authority.ToString());
        }

        if (endpoint.ClientCertificate is { } trial)
        {
            Row(screen, "verdict", trial.ToString());
            Row(screen, "with", $"{trial.With.Certificate?.Subject}: {trial.With.Message}");
            Row(screen, "without", trial.Without.Message);
        }

        foreach (Finding finding in endpoint.ClientCertificate is { } tried ? tried.Findings.Concat(endpoint.Findings) : endpoint.Findings)
        {
            Row(screen, finding.Severity.ToString().ToLowerInvariant(), $"{finding.Id}: {finding.Message}");
        }
    }

    private static void WriteCertificates(TextScreen screen, TlsEndpoint endpoint)
    {
        foreach (EndpointChain chain in endpoint.CertificateChains)
        {
            foreach (TlsCertificate certificate in chain.Certificates)
            {
                Row(screen, ReferenceEquals(certificate, chain.Certificates[0]) ? "certificate" : "  issuer", $"{certificate.Subject}, {certificate.PublicKey}, until {certificate.NotAfter:u}");
            }

            Row(screen, "  lacks", chain.IsComplete == false ? chain.MissingIssuer?.ToString() : null);
            foreach (EndpointChainFault fault in chain.Faults)
            {
                Row(screen, "  fault", fault.ToString());
            }
        }
    }

    private static void WriteFeatures(TextScreen screen, EndpointFeatures? features)
    {
        if (features is null)
        {
            return;
        }

        Row(screen, "stapled", features.OcspStaple?.ToString());
        (string Name, bool? Is)[] all =
        [
            ("extended master secret", features.ExtendedMasterSecret),
            ("secure renegotiation", features.SecureRenegotiation),
            ("compression", features.Compression),
            ("fallback refused", features.FallbackProtection),
            ("HelloRetryRequest seen", features.HelloRetryRequest),
            ("large hello", features.LargeClientHello),
            ("in segments", features.LargeClientHelloInSegments),
            ("in records", features.LargeClientHelloInRecords),
        ];
        Row(screen, "features", string.Join(", ", all.Where(one => one.Is is not null).Select(one => $"{one.Name} {(one.Is == true ? "yes" : "no")}")));
        (string Name, SessionResumption How)[] resumed = [("id", features.SessionId), ("ticket", features.SessionTicket), ("TLS 1.3 ticket", features.PreSharedKey)];
        Row(screen, "resumption", string.Join(", ", resumed.Where(one => one.How != SessionResumption.Unknown).Select(one => $"{one.Name} {one.How}")));
    }

    private static void Row(TextScreen screen, string label, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            screen.Write($"     {label,-11} {text}");
            screen.WriteLine();
        }
    }
}
