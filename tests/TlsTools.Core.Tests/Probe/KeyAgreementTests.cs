using System;
using System.Security.Cryptography;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>Our arithmetic of Diffie-Hellman against the vectors of the RFC and against the platform.</summary>
public sealed class KeyAgreementTests
{
    // RFC 7748, 6.1: Bob's side.
    [Fact]
    public void X25519_has_the_keys_of_RFC_7748()
    {
        Curve25519 bob = new(Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        Assert.Equal("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", Convert.ToHexStringLower(bob.PublicKey));
        byte[]? shared = bob.Agree(Convert.FromHexString("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
        Assert.Equal("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", Convert.ToHexStringLower(shared!));
        Assert.Null(bob.Agree(new byte[32]));
        Assert.Null(bob.Agree(new byte[31]));
    }

    [Theory]
    [InlineData("secp256r1", "nistP256")]
    [InlineData("secp384r1", "nistP384")]
    [InlineData("secp521r1", "nistP521")]
    public void Curves_agree_with_the_platform(string group, string curve)
    {
        for (int round = 0; round < 8; round++)
        {
            IKeyAgreement ours = KeyAgreements.TryBegin(NamedGroup.Parse(group))!;
            using ECDiffieHellman theirs = ECDiffieHellman.Create(ECCurve.CreateFromFriendlyName(curve));
            ECParameters parameters = theirs.ExportParameters(false);
            byte[]? shared = ours.Agree([4, .. parameters.Q.X!, .. parameters.Q.Y!]);

            int length = (ours.PublicKey.Length - 1) / 2;
            ECParameters point = new() { Curve = parameters.Curve, Q = new ECPoint { X = ours.PublicKey[1..(length + 1)], Y = ours.PublicKey[(length + 1)..] } };
            using ECDiffieHellman other = ECDiffieHellman.Create(point);
            Assert.Equal(theirs.DeriveRawSecretAgreement(other.PublicKey), shared);
        }
    }

    [Theory]
    [InlineData("secp256r1", 65)]
    [InlineData("secp521r1", 133)]
    public void A_point_that_is_not_on_the_curve_leads_to_nothing(string group, int length)
    {
        byte[] point = new byte[length];
        point[0] = 4;
        Assert.Null(KeyAgreements.TryBegin(NamedGroup.Parse(group))!.Agree(point));
        Assert.Null(KeyAgreements.TryBegin(NamedGroup.Parse(group))!.Agree(point[1..]));
        point[0] = 2;
        Assert.Null(KeyAgreements.TryBegin(NamedGroup.Parse(group))!.Agree(point));
    }

    [Fact]
    public void A_finite_field_agrees_with_itself_and_is_bounded()
    {
        byte[] prime = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xc5];
        FiniteField one = FiniteField.TryBegin(prime, [2])!;
        FiniteField other = FiniteField.TryBegin(prime, [2])!;
        Assert.Equal(one.Agree(other.PublicKey), other.Agree(one.PublicKey));
        byte[] large = new byte[1025];
        large.AsSpan().Fill(0xff);
        Assert.Null(FiniteField.TryBegin(large, [2]));
        Assert.Null(FiniteField.TryBegin([4], [2]));
    }
}
