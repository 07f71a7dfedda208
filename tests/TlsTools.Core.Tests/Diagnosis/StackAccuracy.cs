using System;
using System.Collections.Generic;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;

namespace TlsTools.Tests.Diagnosis;

/// <summary>What the recogniser of libraries says of the ends of the labelled scenarios.</summary>
internal static class StackAccuracy
{
    /// <summary>Name of the scenario, the end, the library of its label, and the guess that was sure enough to be used.</summary>
    public static IReadOnlyList<(string Scenario, string End, TlsStack Truth, TlsStack? Guess)> All() => s_all.Value;

    /// <summary>The library that a label names; null for stubs and where there is none.</summary>
    public static TlsStack? Of(string? label) => label switch
    {
        null => null,
        _ when label.StartsWith(".NET", StringComparison.Ordinal) => TlsStack.DotNet,
        _ when label.StartsWith("JSSE", StringComparison.Ordinal) => TlsStack.Jsse,
        _ when label.StartsWith("GnuTLS", StringComparison.Ordinal) => TlsStack.GnuTls,
        _ when label.StartsWith("NSS", StringComparison.Ordinal) => TlsStack.Nss,
        _ when label.Contains("OpenSSL") => TlsStack.OpenSsl,
        _ => null,
    };

    private static readonly Lazy<IReadOnlyList<(string, string, TlsStack, TlsStack?)>> s_all = new(Read);

    private static List<(string, string, TlsStack, TlsStack?)> Read()
    {
        List<(string, string, TlsStack, TlsStack?)> all = [];
        foreach (Scenario scenario in Scenario.All())
        {
            TlsHandshake? handshake = scenario.Read();
            if (handshake?.ClientHello is not null && Of(scenario["client"]) is { } client)
            {
                all.Add((scenario.Name, "client", client, Sure(StackRecognizer.Client(handshake))));
            }

            // Behind a box or a proxy the label names that.
            if (handshake?.ServerHello is not null && Of(scenario["server"]) is { } server)
            {
                all.Add((scenario.Name, "server", server, Sure(StackRecognizer.Server(handshake))));
            }
        }

        return all;
    }

    private static TlsStack? Sure(StackGuess? guess) => guess is { Confidence: not Confidence.Possible } ? guess.Stack : null;
}
