using System.Collections.Generic;

namespace TlsTools.Tls.Extensions;

/// <summary>The rows of the <see cref="ExtensionTable"/>.</summary>
internal static class ExtensionRows
{
    public static Dictionary<(ExtensionType Extension, HandshakeType Message), ExtensionRead> All() => new()
    {
        [(ExtensionType.ServerName, HandshakeType.ClientHello)] = ServerNameList.Read,
        [(ExtensionType.ServerName, HandshakeType.ServerHello)] = EmptyExtension.Read,
        [(ExtensionType.ServerName, HandshakeType.EncryptedExtensions)] = EmptyExtension.Read,
        [(ExtensionType.ApplicationLayerProtocolNegotiation, HandshakeType.ClientHello)] = ProtocolNameList.Read,
        [(ExtensionType.ApplicationLayerProtocolNegotiation, HandshakeType.ServerHello)] = ProtocolNameList.Read,
        [(ExtensionType.ApplicationLayerProtocolNegotiation, HandshakeType.EncryptedExtensions)] = ProtocolNameList.Read,
        [(ExtensionType.SupportedGroups, HandshakeType.ClientHello)] = SupportedGroups.Read,
        [(ExtensionType.SupportedGroups, HandshakeType.EncryptedExtensions)] = SupportedGroups.Read,
        [(ExtensionType.SignatureAlgorithms, HandshakeType.ClientHello)] = SignatureSchemeList.Read,
        [(ExtensionType.SignatureAlgorithms, HandshakeType.CertificateRequest)] = SignatureSchemeList.Read,
        [(ExtensionType.SupportedVersions, HandshakeType.ClientHello)] = SupportedVersionsOffer.Read,
        [(ExtensionType.SupportedVersions, HandshakeType.ServerHello)] = SupportedVersionsChoice.Read,
        [(ExtensionType.SupportedVersions, HandshakeType.HelloRetryRequest)] = SupportedVersionsChoice.Read,
        [(ExtensionType.KeyShare, HandshakeType.ClientHello)] = KeyShareOffer.Read,
        [(ExtensionType.KeyShare, HandshakeType.ServerHello)] = KeyShareChoice.Read,
        [(ExtensionType.KeyShare, HandshakeType.HelloRetryRequest)] = KeyShareRetry.Read,
    };
}
