using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Formats.Asn1;
using System.IO;
using System.Text;
using TlsTools.Stores;
using Xunit;

namespace TlsTools.Tests.Stores;

/// <summary>Whatever is wrong with a store, it is an error of one kind, in bounded time.</summary>
public sealed class DamagedStoreTests
{
    public static TheoryData<string> Stores => [.. StoreFixtures.Names];

    [Theory]
    [MemberData(nameof(Stores))]
    public void Cut_short_anywhere_it_throws_only_what_is_promised(string name)
    {
        byte[] whole = File.ReadAllBytes(StoreFixtures.Path(name));
        bool isBinary = !name.EndsWith(".pem", StringComparison.Ordinal) && name is not ("chain-text.p7b" or "apigee.json");
        for (int length = 0; length < whole.Length; length++)
        {
            bool isRead = TryOpen(whole.AsSpan(0, length).ToArray(), StoreFixtures.Options);
            Assert.False(isRead && isBinary, $"{name} was read although only {length} of {whole.Length} bytes are there.");
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Changed_anywhere_it_throws_only_what_is_promised(string name)
    {
        byte[] whole = File.ReadAllBytes(StoreFixtures.Path(name));

        // To derive and import keys costs a millisecond and more; a prime step still meets every field over all files. Java's
        // stores are opened without the password, whose hash over everything would find each change before it is met.
        int step = whole.Length > 1000 ? 7 : 1;
        KeyStoreOptions options = name.StartsWith("store.j", StringComparison.Ordinal) ? new KeyStoreOptions() : StoreFixtures.Options;
        for (int offset = 0; offset < whole.Length; offset += step)
        {
            foreach (byte mask in new byte[] { 0x01, 0x80, 0xff })
            {
                byte[] changed = (byte[])whole.Clone();
                changed[offset] ^= mask;
                TryOpen(changed, options);
            }
        }
    }

    [Theory]
    [InlineData("store.jks", 8, "the count of entries")]
    [InlineData("store.jks", 12, "the kind of the first entry")]
    [InlineData("store.jceks", 8, "the count of entries")]
    public void A_number_that_lies_is_found_out(string name, int offset, string what)
    {
        byte[] content = File.ReadAllBytes(StoreFixtures.Path(name));
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(offset), uint.MaxValue);

        // Without a password, so that not only the hash over all finds it.
        KeyStoreException failure = Assert.Throws<KeyStoreException>(() => KeyStores.Open(new MemoryStream(content), what));
        Assert.Equal(KeyStoreFailure.Damaged, failure.Failure);
    }

    [Fact]
    public void A_key_derivation_without_end_is_not_begun()
    {
        Stopwatch watch = Stopwatch.StartNew();
        KeyStoreException failure = Assert.Throws<KeyStoreException>(
            () => KeyStores.Open(new MemoryStream(Pkcs12(safes: [0x30, 0x00], rounds: int.MaxValue)), "bomb", StoreFixtures.With("x")));

        Assert.Equal(KeyStoreFailure.LimitExceeded, failure.Failure);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void An_encrypted_key_with_rounds_without_end_is_left_closed()
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.12.1.3");
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(new byte[8]);
                    writer.WriteInteger(1_000_000_000_000);
                }
            }

            writer.WriteOctetString(new byte[64]);
        }

        using KeyStore store = KeyStores.Open(new MemoryStream(writer.Encode()), "bomb", StoreFixtures.With("x"));

        Assert.Equal(KeyStoreFailure.LimitExceeded, Assert.Single(store.Problems).Failure);
        Assert.False(Assert.Single(store.Entries).PrivateKey.Readable);
    }

    [Fact]
    public void Bags_in_bags_without_end_are_not_followed()
    {
        byte[] contents = [0x30, 0x00];
        for (int depth = 0; depth < 50; depth++)
        {
            AsnWriter bag = new(AsnEncodingRules.DER);
            using (bag.PushSequence())
            using (bag.PushSequence())
            {
                bag.WriteObjectIdentifier("1.2.840.113549.1.12.10.1.6");
                using (bag.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    bag.WriteEncodedValue(contents);
                }
            }

            contents = bag.Encode();
        }

        AsnWriter safes = new(AsnEncodingRules.DER);
        using (safes.PushSequence())
        {
            WriteData(safes, contents);
        }

        Assert.Equal(
            KeyStoreFailure.LimitExceeded,
            Assert.Throws<KeyStoreException>(() => KeyStores.Open(new MemoryStream(Pkcs12(safes.Encode(), rounds: null)), "nested")).Failure);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"certInfo\":")]
    public void JSON_nested_without_end_is_refused(string opening)
    {
        StringBuilder json = new("{\"certInfo\": [");
        for (int depth = 0; depth < 20_000; depth++)
        {
            json.Append(opening);
        }

        Assert.Equal(
            KeyStoreFailure.Damaged,
            Assert.Throws<KeyStoreException>(() => KeyStores.Open(new MemoryStream(Encoding.ASCII.GetBytes(json.ToString())), "nested")).Failure);
    }

    [Fact]
    public void A_file_that_does_not_end_is_not_read_to_its_end()
    {
        using EndlessStream endless = new();

        Assert.Equal(KeyStoreFailure.LimitExceeded, Assert.Throws<KeyStoreException>(() => KeyStores.Open(endless, "endless")).Failure);
    }

    private static bool TryOpen(byte[] content, KeyStoreOptions options)
    {
        try
        {
            using KeyStore store = KeyStores.Open(new MemoryStream(content), "damaged", options);
            foreach (KeyStoreEntry entry in store.Entries)
            {
                _ = (entry.Names, entry.AsStored, entry.NotAfter, entry.ToString(), entry.PrivateKey.ToString());
                entry.OpenPrivateKey()?.Dispose();
            }

            return store.Entries.Count > 0;
        }
        catch (KeyStoreException)
        {
            return false;
        }
    }

    private static byte[] Pkcs12(byte[] safes, int? rounds)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            WriteData(writer, safes);
            if (rounds is { } count)
            {
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                        }

                        writer.WriteOctetString(new byte[32]);
                    }

                    writer.WriteOctetString(new byte[8]);
                    writer.WriteInteger(count);
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteData(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                writer.WriteOctetString(content);
            }
        }
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
