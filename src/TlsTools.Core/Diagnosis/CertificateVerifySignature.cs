using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>
/// Checks the signature over the handshake by which a client, and in TLS 1.3 a server, proves that it has the key of its
/// certificate. In TLS 1.3 all of that is encrypted, so it takes the connection's secrets.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3">RFC 8446, 4.4.3</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.8">RFC 5246, 7.4.8</seealso>
internal static class CertificateVerifySignature
{
    /// <summary>Whether the key of the signer's certificate made the signature; null where that cannot be told.</summary>
    public static bool? IsOfCertificate(TlsHandshake handshake, Side signer)
    {
        if (handshake.Version is not { } version
            || (signer == Side.Client ? handshake.ClientCertificates : handshake.ServerCertificates) is not [{ } leaf, ..])
        {
            return null;
        }

        using MemoryStream messages = new();
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.ContentType != ContentType.Handshake || message.HandshakeType is HandshakeType.HelloRequest)
            {
                continue;
            }

            // Only what was read to its last byte can be hashed; a log has no bytes at all.
            if (message is not { IsIncomplete: false, HandshakeType: { } type, Handshake: { } decoded } || decoded.RawData.Length != message.Length
                || (type == HandshakeType.Finished && message.Sender == signer))
            {
                return null;
            }

            if (decoded is CertificateVerify signature && message.Sender == signer)
            {
                return Check(signature, version, handshake.CipherSuite, signer, messages.ToArray(), leaf);
            }

            if (decoded is ServerHello { IsHelloRetryRequest: true })
            {
                ReplaceFirstHello(messages, handshake.CipherSuite);
            }

            int length = decoded.RawData.Length;
            messages.Write([(byte)type, (byte)(length >> 16), (byte)(length >> 8), (byte)length], 0, HeaderLength);
            messages.Write(decoded.RawData, 0, length);
        }

        return null;
    }

    private static bool? Check(CertificateVerify signature, ProtocolVersion version, CipherSuite? suite, Side signer, byte[] messages, TlsCertificate leaf)
    {
        if (signature is not { Fault: null, SignatureScheme: { } scheme } || SchemeTraits.Of(scheme) is not { Hash: { } hash } traits)
        {
            return null;
        }

        // What a key of another kind signed was not signed by this one.
        if (leaf.PublicKey?.Algorithm is "RSA" or "EC" && traits.KeyAlgorithm is "RSA" or "EC" && leaf.PublicKey.Algorithm != traits.KeyAlgorithm)
        {
            return false;
        }

        if (version == ProtocolVersion.Tls12)
        {
            return SignedDer.IsSignature(messages, signature.Signature, hash, traits.Padding, leaf);
        }

        if (version != ProtocolVersion.Tls13)
        {
            return null;
        }

        byte[] context = Encoding.ASCII.GetBytes($"{new string(' ', Blanks)}TLS 1.3, {(signer == Side.Client ? "client" : "server")} CertificateVerify\0");
        return SignedDer.IsSignature([.. context, .. Digest(messages, suite)], signature.Signature, hash, traits.Padding, leaf);
    }

    // Of the first of two ClientHellos there is only its hash (RFC 8446, 4.4.1).
    private static void ReplaceFirstHello(MemoryStream messages, CipherSuite? suite)
    {
        byte[] digest = Digest(messages.ToArray(), suite);
        messages.SetLength(0);
        messages.Write([MessageHash, 0, 0, (byte)digest.Length], 0, HeaderLength);
        messages.Write(digest, 0, digest.Length);
    }

    private static byte[] Digest(byte[] messages, CipherSuite? suite)
    {
        bool isLong = suite is { Name: { } name } && name.EndsWith("SHA384", StringComparison.Ordinal);
        using IncrementalHash function = IncrementalHash.CreateHash(isLong ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256);
        function.AppendData(messages);
        return function.GetHashAndReset();
    }

    private const int HeaderLength = 4;
    private const int Blanks = 64;
    private const byte MessageHash = 254;
}
