using System;
using TlsTools.Decryption.Ciphers;
using TlsTools.Decryption.Records;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>Makes the protection of both ends out of a master secret, before TLS 1.3.</summary>
/// <remarks>
/// <code>
/// key_block = PRF(SecurityParameters.master_secret, "key expansion",
///                 SecurityParameters.server_random + SecurityParameters.client_random);
///
/// client_write_MAC_key, server_write_MAC_key, client_write_key, server_write_key, client_write_IV, server_write_IV
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-6.3">RFC 5246, 6.3</seealso>
internal static class KeyBlock
{
    /// <summary>Makes the protection of the client's and of the server's records.</summary>
    public static (RecordProtection Client, RecordProtection Server) Protect(HandshakeFacts handshake, SuiteProtection suite, byte[] master)
    {
        int macLength = suite.HasTag ? 0 : Hashing.LengthOf(suite.Hash);
        bool hasVector = suite.BlockLength > 0 && handshake.Version.Code <= ProtocolVersion.Tls10.Code;
        int vectorLength = hasVector ? suite.BlockLength : suite.FixedVectorLength;
        byte[] block = PseudoRandom.Expand(
            handshake.Version,
            suite.KeyHash,
            master,
            "key expansion",
            [.. handshake.ServerRandom, .. handshake.ClientRandomBytes],
            2 * (macLength + suite.KeyLength + vectorLength));

        RecordProtection client = Make(0);
        RecordProtection server = Make(1);
        Array.Clear(block, 0, block.Length);
        return (client, server);

        RecordProtection Make(int end)
        {
            int keys = 2 * macLength;
            int vectors = keys + (2 * suite.KeyLength);
            byte[] macKey = block.AsSpan(end * macLength, macLength).ToArray();
            byte[] key = block.AsSpan(keys + (end * suite.KeyLength), suite.KeyLength).ToArray();
            byte[] vector = block.AsSpan(vectors + (end * vectorLength), vectorLength).ToArray();
            if (suite.HasTag)
            {
                return new AeadProtection(suite.Cipher, key, vector);
            }

            bool isSsl3 = handshake.Version == ProtocolVersion.Ssl30;
            RecordMac mac = new(suite.Hash, macKey, isSsl3);
            return suite.BlockLength > 0 ? new CbcProtection(suite.Cipher, key, vector, mac) { EncryptsFirst = handshake.EncryptsFirst, IsSsl3 = isSsl3 }
                : new StreamProtection(suite.Cipher == BulkCipher.Rc4 ? new Rc4(key) : null, mac);
        }
    }
}
