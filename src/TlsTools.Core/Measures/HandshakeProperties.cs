using System.Globalization;
using TlsTools.Handshakes;

namespace TlsTools.Measures;

/// <summary>Reads the values by which handshakes are told apart.</summary>
internal static class HandshakeProperties
{
    /// <summary>The value as text; empty where the handshake has none.</summary>
    public static string ValueOf(TlsHandshake handshake, HandshakeProperty property) => property switch
    {
        HandshakeProperty.Server => handshake.Server?.ToString(),
        HandshakeProperty.ServerName => handshake.ServerName,
        HandshakeProperty.Client => handshake.Client?.Address.ToString(),
        HandshakeProperty.Version => handshake.Version?.ToString(),
        HandshakeProperty.CipherSuite => handshake.CipherSuite?.ToString(),
        HandshakeProperty.Group => handshake.Group?.ToString(),
        HandshakeProperty.SignatureScheme => handshake.SignatureScheme?.ToString(),
        HandshakeProperty.Alpn => handshake.Alpn,
        HandshakeProperty.Carrier => handshake.Carrier,
        HandshakeProperty.Outcome => handshake.Outcome.ToString(),
        HandshakeProperty.Cause => handshake.Cause,
        HandshakeProperty.Alert => handshake.Alert is { } alert ? alert.Description ?? "encrypted" : null,
        HandshakeProperty.Phase => handshake.Phase.ToString(),
        HandshakeProperty.ClientAuthentication => handshake.ClientAuthentication.ToString(),
        HandshakeProperty.Resumed => handshake.Resumed?.ToString(),
        HandshakeProperty.ServerCertificate => handshake.ServerCertificates is [{ } leaf, ..] ? leaf.Subject?.ToString() : null,
        HandshakeProperty.ClientCertificate => handshake.ClientCertificates is [{ } leaf, ..] ? leaf.Subject?.ToString() : null,
        HandshakeProperty.Ja4 => handshake.Ja4,
        HandshakeProperty.Source => handshake.Source,
        HandshakeProperty.Day => handshake.StartTime?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        HandshakeProperty.Hour => handshake.StartTime?.ToString("yyyy-MM-dd HH':00'", CultureInfo.InvariantCulture),
        HandshakeProperty.Minute => handshake.StartTime?.ToString("yyyy-MM-dd HH':'mm", CultureInfo.InvariantCulture),
        _ => null,
    } ?? string.Empty;
}
