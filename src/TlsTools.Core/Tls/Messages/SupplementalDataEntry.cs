using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Messages;

/// <summary>One piece of supplemental data.</summary>
/// <remarks>
/// <code>
/// struct {
///     SupplementalDataType supp_data_type;
///     uint16 supp_data_length;
///     opaque data[supp_data_length];
/// } SupplementalDataEntry;
/// </code>
/// </remarks>
/// <param name="DataType">What it is: 0 is <c>user_mapping_data</c>, 16386 <c>authz_data</c>.</param>
/// <param name="Data">The data.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4680#section-2">RFC 4680, 2</seealso>
public sealed record SupplementalDataEntry(ushort DataType, byte[] Data)
{
    /// <summary>The type, and the data in hex.</summary>
    public override string ToString() => $"{DataType}: {Hex.Lower(Data)}";

    internal static SupplementalDataEntry Read(ref WireReader r) => new(r.ReadUInt16("supp_data_type"), r.ReadOpaque16("data"));
}
