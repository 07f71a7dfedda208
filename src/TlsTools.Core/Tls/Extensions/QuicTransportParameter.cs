using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>One setting of a QUIC connection.</summary>
/// <param name="Id">The parameter's number.</param>
/// <param name="Value">The parameter's value.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9000#section-18">RFC 9000, 18</seealso>
public sealed record QuicTransportParameter(ulong Id, byte[] Value)
{
    /// <summary>The number, and the value in hex.</summary>
    public override string ToString() => $"0x{Id:x2}: {Hex.Lower(Value)}";

    internal static QuicTransportParameter Read(ref WireReader r)
    {
        ulong id = ReadVariableInteger(ref r, "Transport Parameter ID");
        ulong length = ReadVariableInteger(ref r, "Transport Parameter Length");
        return new QuicTransportParameter(id, r.ReadBytes((int)System.Math.Min(length, int.MaxValue), "Transport Parameter Value"));
    }

    /// <summary>The first two bits say how many bytes the number has (RFC 9000, 16).</summary>
    private static ulong ReadVariableInteger(ref WireReader r, string field)
    {
        byte first = r.ReadUInt8(field);
        ulong value = first & 0x3fu;
        for (int rest = (1 << (first >> 6)) - 1; rest > 0; rest--)
        {
            value = (value << 8) | r.ReadUInt8(field);
        }

        return value;
    }
}
