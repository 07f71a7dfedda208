using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The settings of a QUIC connection.</summary>
/// <remarks>
/// <code>
/// Transport Parameter {
///     Transport Parameter ID (i),
///     Transport Parameter Length (i),
///     Transport Parameter Value (..),
/// }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9000#section-18">RFC 9000, 18</seealso>
public sealed record QuicTransportParameters : TlsExtension
{
    /// <summary>The parameters in the sender's order.</summary>
    public required IReadOnlyList<QuicTransportParameter> Parameters { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new QuicTransportParameters
    {
        Parameters = r.ReadAll(QuicTransportParameter.Read),
    };
}
