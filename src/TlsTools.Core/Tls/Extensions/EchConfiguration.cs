using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One key of a server for Encrypted Client Hello.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint16 version;
///     uint16 length;
///     select (ECHConfig.version) {
///         case 0xfe0d: HpkeKeyConfig key_config; uint8 maximum_name_length; opaque public_name&lt;1..255&gt;; ECHConfigExtension extensions&lt;0..2^16-1&gt;;
///     }
/// } ECHConfig;
/// </code>
/// </remarks>
/// <param name="Version">0xfe0d for the version of RFC 9849.</param>
/// <param name="ConfigId">Which of the server's keys; <see langword="null"/> in other versions.</param>
/// <param name="PublicName">The name that the outer ClientHello shows, made safe to show; <see langword="null"/> in other versions.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9849#section-4">RFC 9849, 4</seealso>
public sealed record EchConfiguration(ushort Version, byte? ConfigId, string? PublicName)
{
    /// <summary>The public name, or the version where that has none that is known here.</summary>
    public override string ToString() => PublicName ?? $"0x{Version:x4}";

    internal static EchConfiguration Read(ref WireReader r)
    {
        ushort version = r.ReadUInt16("version");
        WireReader contents = r.ReadVector16("contents");
        if (version != ExtensionType.EncryptedClientHello.Code)
        {
            return new EchConfiguration(version, null, null);
        }

        byte configId = contents.ReadUInt8("config_id");
        contents.ReadUInt16("kem_id");
        contents.ReadVector16("public_key");
        contents.ReadVector16("cipher_suites");
        contents.ReadUInt8("maximum_name_length");
        string name = contents.ReadVector8("public_name").ReadRestAsText("public_name");
        contents.ReadVector16("extensions");
        contents.ExpectEnd("contents");
        return new EchConfiguration(version, configId, name);
    }
}
