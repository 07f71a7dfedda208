using System;
using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Probe.KeyAgreement;

/// <summary>The groups in which the probe can agree on a key.</summary>
internal static class KeyAgreements
{
    /// <summary>The groups, the quickest first.</summary>
    public static IReadOnlyList<NamedGroup> Groups { get; } = [NamedGroup.X25519, NamedGroup.Secp256r1, NamedGroup.Secp384r1, NamedGroup.Secp521r1];

    /// <summary>Begins an exchange; <see langword="null"/> for another group.</summary>
    public static IKeyAgreement? TryBegin(NamedGroup group)
    {
        foreach ((NamedGroup one, Func<IKeyAgreement> begin) in s_rows)
        {
            if (one == group)
            {
                return begin();
            }
        }

        return null;
    }

    private static readonly (NamedGroup Group, Func<IKeyAgreement> Begin)[] s_rows =
    [
        (NamedGroup.X25519, static () => new Curve25519(LargeNumber.Random(32))),
        (NamedGroup.Secp256r1, PrimeCurve.P256.Begin),
        (NamedGroup.Secp384r1, PrimeCurve.P384.Begin),
        (NamedGroup.Secp521r1, PrimeCurve.P521.Begin),
    ];
}
