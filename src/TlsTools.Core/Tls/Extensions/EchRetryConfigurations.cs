using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The server's right keys for Encrypted Client Hello, where the client used others.</summary>
/// <remarks>
/// <code>
/// struct {
///     ECHConfigList retry_configs; /* ECHConfig&lt;4..2^16-1&gt; */
/// } ECHEncryptedExtensions;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9849#section-5">RFC 9849, 5</seealso>
public sealed record EchRetryConfigurations : TlsExtension
{
    /// <summary>The configurations in the server's order.</summary>
    public required IReadOnlyList<EchConfiguration> Configurations { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new EchRetryConfigurations
    {
        Configurations = r.ReadVector16("retry_configs").ReadAll(EchConfiguration.Read),
    };
}
