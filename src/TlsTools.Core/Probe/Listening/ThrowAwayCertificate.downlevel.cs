using System.Collections.Generic;
using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsTools.Stores;

namespace TlsTools.Probe.Listening;

// The RSA keys that .NET Framework makes by default do not sign as TLS 1.2 and 1.3 want it; those of curves do.
internal static partial class ThrowAwayCertificate
{
    private static IEnumerable<(AsymmetricAlgorithm Key, byte[] PublicKey)> MakeKeys()
    {
        ECDsa pair = ECDsa.Create();
        pair.KeySize = 256;
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.10045.2.1");
                writer.WriteObjectIdentifier("1.2.840.10045.3.1.7");
            }

            writer.WriteBitString(EllipticKeys.ExportPoint(pair) ?? throw new CryptographicException("This needs .NET Framework 4.7 or newer."));
        }

        yield return (pair, writer.Encode());
    }
}
