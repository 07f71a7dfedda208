using System.Collections.Generic;
using System.Text;

namespace TlsTools.X509;

/// <summary>Writes letters with a mark as one character, whether they were sent as one or as two.</summary>
/// <remarks>
/// The part of RFC 4518, 2.3 that names in use need, for lower-case Latin letters and full-width forms. The runtime normalizes
/// only where it has the system's tables, and two names must not be the same on one machine and different on the next.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4518#section-2.3">RFC 4518, 2.3</seealso>
internal static class LatinComposition
{
    public static string Normalize(string value)
    {
        StringBuilder composed = new(value.Length);
        foreach (char unit in value)
        {
            int last = composed.Length - 1;
            if (last >= 0 && s_marks.TryGetValue(unit, out (string Letters, string Composed) mark)
                && mark.Letters.IndexOf(composed[last]) is >= 0 and int found)
            {
                composed[last] = mark.Composed[found];
            }
            else
            {
                composed.Append(unit is >= FirstFullWidth and <= LastFullWidth ? (char)(unit - FirstFullWidth + '!') : unit);
            }
        }

        return composed.ToString();
    }

    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';

    // Unicode Character Database, canonical decompositions of Latin-1, Latin Extended-A, Romanian and Vietnamese letters.
    private static readonly Dictionary<char, (string Letters, string Composed)> s_marks = new()
    {
        ['\u0300'] = ("aeiouâăêôơưy", "àèìòùầằềồờừỳ"),
        ['\u0301'] = ("aeiouyclnrszâăêôơư", "áéíóúýćĺńŕśźấắếốớứ"),
        ['\u0302'] = ("aeioucghjswyạẹọ", "âêîôûĉĝĥĵŝŵŷậệộ"),
        ['\u0303'] = ("anoiuâăeêôơưy", "ãñõĩũẫẵẽễỗỡữỹ"),
        ['\u0304'] = ("aeiou", "āēīōū"),
        ['\u0306'] = ("aegiouạ", "ăĕğĭŏŭặ"),
        ['\u0307'] = ("cegz", "ċėġż"),
        ['\u0308'] = ("aeiouy", "äëïöüÿ"),
        ['\u0309'] = ("aâăeêioôơuưy", "ảẩẳẻểỉỏổởủửỷ"),
        ['\u030A'] = ("au", "åů"),
        ['\u030B'] = ("ou", "őű"),
        ['\u030C'] = ("cdelnrstz", "čďěľňřšťž"),
        ['\u0323'] = ("aeioơuưy", "ạẹịọợụựỵ"),
        ['\u0326'] = ("st", "șț"),
        ['\u0327'] = ("cgklnrst", "çģķļņŗşţ"),
        ['\u0328'] = ("aeiu", "ąęįų"),
    };
}
