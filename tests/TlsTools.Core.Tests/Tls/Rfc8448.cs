using static TlsTools.Tests.Tls.Bytes;

namespace TlsTools.Tests.Tls;

/// <summary>Messages of RFC 8448, "Example Handshake Traces for TLS 1.3", without their type and length.</summary>
internal static class Rfc8448
{
    /// <summary>Section 3.</summary>
    public static byte[] ClientHello { get; } = Hex("""
        0303 cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7 00 0006 130113031302 01 00
        0091
        0000 000b 0009 00 0006 736572766572
        ff01 0001 00
        000a 0014 0012 001d 0017 0018 0019 0100 0101 0102 0103 0104
        0023 0000
        0033 0026 0024 001d 0020 99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c
        002b 0003 02 0304
        000d 0020 001e 0403 0503 0603 0203 0804 0805 0806 0401 0501 0601 0201 0402 0502 0602 0202
        002d 0002 01 01
        001c 0002 4001
        """);

    /// <summary>Section 3.</summary>
    public static byte[] ServerHello { get; } = Hex("""
        0303 a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e26928 00 1301 00
        002e
        0033 0024 001d 0020 c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f
        002b 0002 0304
        """);

    /// <summary>Section 5, with a shorter cookie.</summary>
    public static byte[] HelloRetryRequest { get; } = Hex("""
        0303 cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c 00 1301 00
        0018
        0033 0002 0017
        002c 0008 0006 71dcd04bb88b
        002b 0002 0304
        """);
}
