using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

/// <summary>Whatever is done to a capture: only <see cref="CaptureFormatException"/> comes out, in bounded memory, and soon.</summary>
public class DamagedCaptureTests
{
    public static TheoryData<string> Names => [.. s_captures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cut_short_anywhere_the_packets_before_the_cut_are_read(string name)
    {
        byte[] whole = s_captures[name];
        List<PacketCopy> packets = PacketCopy.ReadAll(whole).Packets;
        long plainLength = s_captures[name.Replace(", packed", "", StringComparison.Ordinal)].Length;
        int readBefore = 0;
        int clean = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            (List<PacketCopy> read, CaptureFormatException? end) = PacketCopy.ReadAll(whole[..length]);

            Assert.Equal(packets.Take(read.Count), read);
            Assert.True(read.Count >= readBefore, $"{length} bytes");
            readBefore = read.Count;
            Assert.True(end is null || end.Offset <= plainLength, $"{length} bytes: offset {end?.Offset}");
            clean += end is null ? 1 : 0;
        }

        // Only between two units is the end no error; packed, that is nowhere.
        Assert.True(clean <= 16, $"{clean} lengths without an error");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_field_at_any_extreme_is_survived(string name)
    {
        byte[] whole = s_captures[name];
        uint[] extremes = [0, 1, 7, 12, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff, (uint)whole.Length];
        for (int offset = 0; offset + 4 <= whole.Length; offset += 2)
        {
            foreach (uint extreme in extremes)
            {
                byte[] damaged = (byte[])whole.Clone();
                BitConverter.GetBytes(extreme).CopyTo(damaged, offset);
                Survive(damaged);
                Array.Reverse(damaged, offset, 4);
                Survive(damaged);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_damage_is_survived(string name)
    {
        Random random = new(20260131);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] damaged = (byte[])s_captures[name].Clone();
            for (int flips = random.Next(1, 12); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            Survive(damaged);
        }
    }

    [Fact]
    public void Noise_after_a_good_beginning_is_survived()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Survive([.. s_captures["pcap"].Take(24), .. PcapBuilder.Pattern(2_000, seed)]);
            Survive([.. s_captures["pcapng"].Take(28), .. PcapBuilder.Pattern(2_000, seed)]);
            Survive([.. s_captures["pcapng, packed"].Take(10), .. PcapBuilder.Pattern(2_000, seed)]);
        }
    }

    private static void Survive(byte[] capture)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        using CaptureReader? reader = Open(capture);
        int packets = 0;
        try
        {
            while (reader is not null && reader.TryRead(out CapturedPacket packet))
            {
                packets++;
                Assert.True(packet.OriginalLength >= packet.Data.Length, "Captured bytes are part of the original.");
                Assert.NotEmpty(packet.Time.ToString());
            }
        }
        catch (CaptureFormatException end)
        {
            Assert.InRange(end.Offset, 0, capture.Length * 1_100L);
        }

        Assert.True(packets <= capture.Length, "A packet takes at least a byte.");
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(allocated < 3 * CaptureBuffer.MaximumUnit, $"{allocated} bytes");
    }

    private static CaptureReader? Open(byte[] capture)
    {
        try
        {
            return CaptureFormats.Open(new MemoryStream(capture));
        }
        catch (CaptureFormatException)
        {
            return null;
        }
    }

    private static byte[] Pack(byte[] plain)
    {
        using MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionLevel.Optimal))
        {
            packing.Write(plain, 0, plain.Length);
        }

        return packed.ToArray();
    }

    private static PcapBuilder MakePcap(bool bigEndian, uint magic) => new PcapBuilder(bigEndian, magic)
        .Packet(1_700_000_000, 5, PcapBuilder.Pattern(61, 1))
        .Packet(1_700_000_001, 6, [])
        .Packet(1_700_000_002, 7, PcapBuilder.Pattern(90, 2), originalLength: 1500);

    private static PcapNgBuilder MakePcapNg(bool bigEndian) => new PcapNgBuilder().Section(bigEndian)
        .Interface(LinkType.Raw, snapshotLength: 96, resolution: 0x8a, offsetSeconds: 5)
        .Secrets(DecryptionSecrets.TlsKeyLog, PcapBuilder.Pattern(33, 3))
        .Enhanced(1_700_000_000_000_000, PcapBuilder.Pattern(61, 4))
        .Simple(PcapBuilder.Pattern(30, 5))
        .Block(0xbad, body => body.UInt32(0x7777))
        .Section(!bigEndian).Interface().Obsolete(1_700_000_000_000_000, PcapBuilder.Pattern(50, 6))
        .Block(5, body => body.UInt32(0).UInt64(0));

    private static readonly Dictionary<string, byte[]> s_captures = new()
    {
        ["pcap"] = MakePcap(bigEndian: false, PcapBuilder.Microseconds).ToArray(),
        ["pcap, big endian, nanoseconds"] = MakePcap(bigEndian: true, PcapBuilder.Nanoseconds).ToArray(),
        ["pcap, modified"] = MakePcap(bigEndian: false, PcapBuilder.Modified).ToArray(),
        ["pcapng"] = MakePcapNg(bigEndian: false).ToArray(),
        ["pcapng, big endian"] = MakePcapNg(bigEndian: true).ToArray(),
        ["pcap, packed"] = Pack(MakePcap(bigEndian: false, PcapBuilder.Microseconds).ToArray()),
        ["pcapng, packed"] = Pack(MakePcapNg(bigEndian: false).ToArray()),
    };
}
