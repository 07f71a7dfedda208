using System;
using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using static TlsTools.Tests.Tls.Bytes;

namespace TlsTools.Tests.Tls;

/// <summary>The data of an extension, at least one for each structure that the extension table reads.</summary>
/// <param name="Structure">The type that reads it.</param>
/// <param name="Data">The data.</param>
/// <param name="LegalPrefixes">Lengths at which the cut data are themselves legal; −1 for all.</param>
internal sealed record ExtensionSample(Type Structure, byte[] Data, params int[] LegalPrefixes)
{
    private const string Name0 = "0011 300f310d300b06035504030c04526f6f74";

    private static readonly string s_hash = Repeat("22", 20);
    private static readonly string s_log = Repeat("33", 32);

    public static IReadOnlyList<ExtensionSample> All { get; } =
    [
        new(typeof(EmptyExtension), []),
        new(typeof(ServerNameList), Hex("000e 00 000b 6578616d706c652e636f6d")),
        new(typeof(MaxFragmentLength), Hex("02")),
        new(typeof(TrustedAuthorities), Hex($"003f 00 01 {s_hash} 02 {Name0} 03 {s_hash}")),
        new(typeof(CertificateStatusRequest), Hex("01 0004 0002 abcd 0002 3000")),
        new(typeof(CertificateStatusRequest), Hex("07 0102"), 1, 2),
        new(typeof(CertificateStatusRequestList), Hex("0007 02 0004 00000000")),
        new(typeof(CertificateStatusResponse), Hex("01 000003 300101")),
        new(typeof(ByteCodes), Hex("02 0001")),
        new(typeof(ByteCode), Hex("01")),
        new(typeof(CertificateFormatOffer), Hex("02 0200")),
        new(typeof(CertificateFormatChoice), Hex("02")),
        new(typeof(SupportedGroups), Hex("0006 11ec 001d 1a1a")),
        new(typeof(PointFormatList), Hex("03 000102")),
        new(typeof(UserName), Hex("05 616c696365")),
        new(typeof(SignatureSchemeList), Hex("0004 0403 0804")),
        new(typeof(SrtpProfiles), Hex("0004 0001 0007 00")),
        new(typeof(ProtocolNameList), Hex("000c 02 6832 08 687474702f312e31")),
        new(typeof(SignedCertificateTimestampList), Hex($"0035 0033 00 {s_log} 0000018fabcdef01 0000 0403 0004 30020500")),
        new(typeof(Padding), Hex("0000"), -1),
        new(typeof(TokenBindingParameters), Hex("00 0d 01 02")),
        new(typeof(CachedInformationOffer), Hex("0004 01 02 abcd")),
        new(typeof(CachedInformationChoice), Hex("0001 01")),
        new(typeof(CertificateCompressionAlgorithms), Hex("04 0002 0001")),
        new(typeof(RecordSizeLimit), Hex("4001")),
        new(typeof(OpaqueValue), Hex("0003 010203")),
        new(typeof(OpaqueIdentifier), Hex("03 010203")),
        new(typeof(TicketPinningOffer), Hex("0002 0102"), 0),
        new(typeof(TicketPinningAnswer), Hex("01 01 0002 0102 00000e10")),
        new(typeof(DelegatedCredential), Hex("00093a80 0403 000003 300101 0804 0002 abcd")),
        new(typeof(SessionTicket), Hex("010203"), -1),
        new(typeof(KeyShareOffer), Hex("000b 1a1a 0001 00 001d 0002 0102")),
        new(typeof(KeyShareChoice), Hex("001d 0002 0102")),
        new(typeof(KeyShareRetry), Hex("0017")),
        new(typeof(PreSharedKeyOffer), Hex("0009 0003 616263 00000001 0003 02 0102")),
        new(typeof(PreSharedKeyChoice), Hex("0001")),
        new(typeof(EarlyDataLimit), Hex("00004000")),
        new(typeof(SupportedVersionsOffer), Hex("06 1a1a 0304 0303")),
        new(typeof(SupportedVersionsChoice), Hex("0304")),
        new(typeof(PskKeyExchangeModes), Hex("02 0100")),
        new(typeof(CertificateAuthorities), Hex($"0013 {Name0}")),
        new(typeof(OidFilters), Hex("000a 03 551d25 0004 30020500")),
        new(typeof(TransparencyInformation), Hex("0004 0002 0102")),
        new(typeof(QuicTransportParameters), Hex("01 02 4064 8000ff0a 00 0f 00"), 0, 4, 9),
        new(typeof(TicketRequest), Hex("0201")),
        new(typeof(DnssecChainRequest), Hex("01bb")),
        new(typeof(DnssecChain), Hex("0018 010203"), 2, 3, 4),
        new(typeof(NextProtocols), Hex("02 6832 06 737064792f33"), 0, 3),
        new(typeof(ApplicationSettings), Hex("010203"), -1),
        new(typeof(EchOuterExtensions), Hex("04 000a 000d")),
        new(typeof(EncryptedClientHello), Hex("00 0001 0001 2a 0002 0102 0003 010203")),
        new(typeof(EncryptedClientHello), Hex("01")),
        new(typeof(EchRetryConfigurations), Hex("001a fe0d 0012 01 0020 0002 abcd 0000 00 05 612e746c64 0000 ffff 0000")),
        new(typeof(EchConfirmation), Hex("0102030405060708")),
        new(typeof(RenegotiationInfo), Hex("0c 0102030405060708090a0b0c")),
        new(typeof(EncryptedServerName), Hex("1301 001d 0002 0102 0002 abcd 0003 010203")),
        new(typeof(TrustAnchors), Hex("0006 02 0102 02 0304")),
    ];
}
