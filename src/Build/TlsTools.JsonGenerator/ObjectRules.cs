using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TlsTools.JsonGenerator;

/// <summary>What is written otherwise than "every public property by its name", each with its reason.</summary>
internal static class ObjectRules
{
    /// <summary>The objects that a line of output holds.</summary>
    public static IReadOnlyList<string> Roots { get; } =
    [
        "TlsTools.Handshakes.TlsHandshake",
        "TlsTools.Stores.KeyStoreEntry",
        "TlsTools.ClientAuth.AcceptableAuthority",
        "TlsTools.ClientAuth.AcceptableAuthorityList",
        "TlsTools.ClientAuth.AuthorityComparison",
        "TlsTools.ClientAuth.AuthorityDifference",
        "TlsTools.ClientAuth.AuthorityReduction",
        "TlsTools.ClientAuth.ClientCertificateTest",
        "TlsTools.Diagnosis.Finding",
        "TlsTools.Measures.HandshakeMeasure",
        "TlsTools.Probe.TlsEndpoint",
        "TlsTools.Reports.Ladders.Ladder",
        "TlsTools.Protection.ProtectedCapture",
        "TlsTools.Probe.TlsClientReport",
    ];

    /// <summary>
    /// Types whose text is kept, because handshakes share the objects: the parts that a peer writes the same way every time.
    /// </summary>
    public static bool IsRepeated(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: true } list
        ? list.TypeArguments[0].Name is "TlsCertificate" or "DistinguishedName" or "CipherSuite" or "SignatureScheme"
        : type.Name is "TlsCertificate" or "DistinguishedName" or "TlsExtension";

    /// <summary>What is noted before an object is written; null for nothing.</summary>
    public static string? Note(ITypeSymbol type) => type.Name == "TlsHandshake" ? "_repetition.Handshake = value;" : null;

    /// <summary>Types that the output writes itself.</summary>
    public static bool IsPlain(ITypeSymbol type) => type.Name is "CaptureTime" or "IPEndPoint" or "IPAddress" or "TimeSpan" or "DateTime" or "Double";

    /// <summary>The property that gives the value: a time with all the digits of the capture is in the property's twin.</summary>
    public static string Source(IPropertySymbol property) => property.Name switch
    {
        "StartTime" => "StartTimestamp",
        "Time" => "Timestamp",
        _ => property.Name,
    };

    /// <summary>Whether the property is not written.</summary>
    public static bool IsLeftOut(IPropertySymbol property) => s_leftOut.Contains($"{property.ContainingType.Name}.{property.Name}");

    /// <summary>The condition, in terms of <c>value</c>, without which the property is written as null; null where there is none.</summary>
    public static string? Condition(IPropertySymbol property) => $"{property.ContainingType.Name}.{property.Name}" switch
    {
        "HandshakeMessage.RawData" or "TlsExtension.RawData" => "Repetition.IsUnread(value)",
        "TlsMessage.Handshake" => "!_repetition.StandsInHandshake(value.Handshake)",
        "CertificateMessage.Certificates" => "!_repetition.StandsInHandshake(value)",
        _ => null,
    };

    private static readonly HashSet<string> s_leftOut =
    [
        // The twins that hold the exact times.
        "TlsHandshake.StartTimestamp", "TlsMessage.Timestamp", "TlsAlert.Timestamp",

        // Each certificate of Chain has them, each of Descriptions too.
        "KeyStoreEntry.Names",

        // The platform's own type; its bytes are in RawData.
        "TlsCertificate.Certificate",

        // What stands beside it already, or above it in the handshake.
        "CertificatePublicKey.RawData", "DistinguishedName.RelativeNames",

        // Type says it by the registry's name.
        "TlsMessage.HandshakeType",

        // The handshake's Alerts hold it.
        "TlsMessage.Alert",

        // The list holds the authority; a line about the list as a whole has its properties.
        "AcceptableAuthority.List", "AuthorityComparison.List",

        // A finding stands in its handshake, or names it by Source and Number; a ladder names it so too, and has its findings and rows once.
        "Finding.Handshake", "Ladder.Handshake", "Ladder.Finding", "Ladder.Break",

        // The certificates hold them.
        "CertificatePath.Issuers",

        // The message's Summary says it.
        "HandshakeMessage.Summary",
    ];
}
