using System;
using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace TlsTools.X509;

/// <summary>Reads the times between which a certificate is valid.</summary>
/// <remarks>
/// <code>
/// Time ::= CHOICE {
///      utcTime        UTCTime,
///      generalTime    GeneralizedTime }
/// </code>
/// RFC 5280 wants seconds and Z; the forms without seconds and with an offset that X.680 allows are in old certificates.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5">RFC 5280, 4.1.2.5</seealso>
internal static class CertificateTime
{
    public static DateTime? Read(ref DerReader r, string field)
    {
        bool isGeneral = r.NextIs(Asn1Tag.GeneralizedTime);
        ReadOnlySpan<byte> contents = r.ReadContents(isGeneral ? Asn1Tag.GeneralizedTime : Asn1Tag.UtcTime, field);
        string text = Encoding.ASCII.GetString(contents.ToArray());
        if (DateTime.TryParseExact(
            isGeneral ? text : Century(text) + text,
            s_forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out DateTime time))
        {
            return time;
        }

        r.Reject(field);
        return null;
    }

    /// <summary>RFC 5280, 4.1.2.5.1: years from 50 on are of the twentieth century.</summary>
    private static string Century(string text) => text.Length > 0 && text[0] >= '5' ? "19" : "20";

    private static readonly string[] s_forms =
    [
        "yyyyMMddHHmmss'Z'", "yyyyMMddHHmmsszzz", "yyyyMMddHHmm'Z'", "yyyyMMddHHmmzzz", "yyyyMMddHHmmss.FFFFFFF'Z'",
    ];
}
