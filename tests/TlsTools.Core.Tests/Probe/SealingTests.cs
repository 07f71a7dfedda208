using System.Linq;
using System.Security.Cryptography;
using TlsTools.Decryption;
using TlsTools.Decryption.Ciphers;
using TlsTools.Decryption.Records;
using TlsTools.Probe;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>What one object seals, another with the same keys opens; and what our own ciphers seal, those of the platform open.</summary>
public sealed class SealingTests
{
    public static TheoryData<string, string> Suites
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (string version in new[] { "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2" })
            {
                foreach (IGrouping<(BulkCipher, int, string?), CipherSuite> alike in OfferLists.FinishedOldSuites
                    .Where(suite => version == "TLS 1.2" || !SuiteProtection.Of(suite).HasTag)
                    .GroupBy(suite => (SuiteProtection.Of(suite).Cipher, SuiteProtection.Of(suite).KeyLength, SuiteProtection.Of(suite).Hash.Name)))
                {
                    if (version == "TLS 1.2" || alike.Key.Item3 is "SHA1" or "MD5")
                    {
                        all.Add(version, alike.First().Name!);
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Records_are_opened_as_they_were_sealed(string version, string suite)
    {
        ProtocolVersion protocol = ProtocolVersion.Parse(version);
        foreach (bool encryptsFirst in new[] { false, true })
        {
            HandshakeFacts facts = Facts(protocol, CipherSuite.Parse(suite), encryptsFirst);
            byte[] master = [.. Enumerable.Range(0, 48).Select(value => (byte)value)];
            using RecordProtection sealing = KeyBlock.Protect(facts, SuiteProtection.Of(facts.Suite), master).Client;
            using RecordProtection opening = KeyBlock.Protect(facts, SuiteProtection.Of(facts.Suite), master).Client;
            for (ulong number = 0; number < 40; number++)
            {
                byte[] content = [.. Enumerable.Range(1, (int)number + 1).Select(value => (byte)value)];
                byte[] fragment = sealing.Seal(Record(content, number, protocol));
                byte[] opened = new byte[fragment.Length];
                Assert.Equal(content.Length, opening.Open(Record(fragment, number, protocol), opened));
                Assert.Equal(content, opened[..content.Length]);
            }
        }
    }

    [Theory]
    [InlineData((int)BulkCipher.AesGcm, 16)]
    [InlineData((int)BulkCipher.AesCcm, 16)]
    [InlineData((int)BulkCipher.AesCcm8, 32)]
    [InlineData((int)BulkCipher.ChaCha20Poly1305, 32)]
    public void Our_own_ciphers_seal_what_the_others_open(int cipher, int keyLength)
    {
        BulkCipher kind = (BulkCipher)cipher;
        byte[] key = RandomNumberGenerator.GetBytes(keyLength);
        byte[] nonce = RandomNumberGenerator.GetBytes(12);
        using IAead managed = Aead.CreateManaged(kind, (byte[])key.Clone());
        using IAead chosen = Aead.Create(kind, (byte[])key.Clone());
        for (int length = 0; length < 70; length++)
        {
            byte[] plaintext = RandomNumberGenerator.GetBytes(length);
            byte[] associated = RandomNumberGenerator.GetBytes(length % 14);
            byte[] ours = new byte[length + Aead.TagLengthOf(kind)];
            byte[] theirs = new byte[ours.Length];
            managed.Seal(nonce, plaintext, associated, ours);
            chosen.Seal(nonce, plaintext, associated, theirs);
            Assert.Equal(theirs, ours);
            byte[] opened = new byte[length];
            Assert.True(chosen.TryOpen(nonce, ours, associated, opened));
            Assert.Equal(plaintext, opened);
        }
    }

    private static ProtectedRecord Record(byte[] fragment, ulong number, ProtocolVersion version) =>
        new() { Type = ContentType.Handshake, Version = version.Code, Sequence = number, Fragment = fragment };

    private static HandshakeFacts Facts(ProtocolVersion version, CipherSuite suite, bool encryptsFirst)
    {
        HandshakeFacts facts = new(new ClientHelloOffer { Versions = [version], CipherSuites = [suite] }.ToMessage(), keepsMessages: true);
        byte[] extensions = encryptsFirst ? [0, 4, 0, 22, 0, 0] : [0, 0];
        byte[] body = [(byte)(version.Code >> 8), (byte)version.Code, .. new byte[32], 0, (byte)(suite.Code >> 8), (byte)suite.Code, 0, .. extensions];
        facts.NoteServerHello([2, 0, 0, (byte)body.Length, .. body], version, suite);
        return facts;
    }
}
