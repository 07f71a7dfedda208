using System;
using System.Buffers;
using System.Buffers.Binary;
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
    private static readonly byte[] s_clientContext = Context("client");
    private static readonly byte[] s_serverContext = Context("server");

    /// <summary>Whether the key of the signer's certificate made the signature; null where that cannot be told.</summary>
    public static bool? IsOfCertificate(TlsHandshake handshake, Side signer)
    {
        if (handshake.Version is not { } version
            || (signer == Side.Client ? handshake.ClientCertificates : handshake.ServerCertificates) is not [{ } leaf, ..])
        {
            return null;
        }

        byte[] messages = ArrayPool<byte>.Shared.Rent(LengthOf(handshake));
        try
        {
            return IsOfCertificate(handshake, version, signer, leaf, messages);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(messages);
        }
    }

    private static bool? IsOfCertificate(TlsHandshake handshake, ProtocolVersion version, Side signer, TlsCertificate leaf, byte[] messages)
    {
        int length = 0;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.ContentType != ContentType.Handshake || message.HandshakeType is HandshakeType.HelloRequest)
            {
                continue;
            }

            // Only what was read to its last byte can be hashed; a log has no bytes at all.
            if (message is not { IsIncomplete: false, HandshakeType: { } type, Handshake: { } decoded } || decoded.Body.Length != message.Length
                || (type == HandshakeType.Finished && message.Sender == signer))
            {
                return null;
            }

            if (decoded is CertificateVerify signature && message.Sender == signer)
            {
                return Check(signature, version, handshake.CipherSuite, signer, new ArraySegment<byte>(messages, 0, length), leaf);
            }

            if (decoded is ServerHello { IsHelloRetryRequest: true })
            {
                length = ReplaceFirstHello(messages, length, handshake.CipherSuite);
            }

            int body = decoded.Body.Length;
            WriteHeader(messages.AsSpan(length), (byte)type, body);
            decoded.Body.Span.CopyTo(messages.AsSpan(length + HeaderLength));
            length += HeaderLength + body;
        }

        return null;
    }

    // With room for the hash that may stand for the first hello.
    private static int LengthOf(TlsHandshake handshake)
    {
        int length = HeaderLength + LongestDigest;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            length += message.ContentType == ContentType.Handshake ? HeaderLength + (message.Handshake?.Body.Length ?? 0) : 0;
        }

        return length;
    }

    private static bool? Check(CertificateVerify signature, ProtocolVersion version, CipherSuite? suite, Side signer, ArraySegment<byte> messages, TlsCertificate leaf)
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

        byte[] signed = [.. signer == Side.Client ? s_clientContext : s_serverContext, .. Digest(messages, suite)];
        return SignedDer.IsSignature(new ArraySegment<byte>(signed), signature.Signature, hash, traits.Padding, leaf);
    }

    // Of the first of two ClientHellos there is only its hash (RFC 8446, 4.4.1).
    private static int ReplaceFirstHello(byte[] messages, int length, CipherSuite? suite)
    {
        byte[] digest = Digest(new ArraySegment<byte>(messages, 0, length), suite);
        WriteHeader(messages, MessageHash, digest.Length);
        digest.CopyTo(messages, HeaderLength);
        return HeaderLength + digest.Length;
    }

    private static void WriteHeader(Span<byte> room, byte type, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        room[0] = type;
    }

    private static byte[] Digest(ArraySegment<byte> messages, CipherSuite? suite)
    {
        bool isLong = suite is { Name: { } name } && name.EndsWith("SHA384", StringComparison.Ordinal);
        using IncrementalHash function = IncrementalHash.CreateHash(isLong ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256);
        function.AppendData(messages.Array!, messages.Offset, messages.Count);
        return function.GetHashAndReset();
    }

    private static byte[] Context(string signer) => Encoding.ASCII.GetBytes($"{new string(' ', Blanks)}TLS 1.3, {signer} CertificateVerify\0");

    private const int HeaderLength = 4;
    private const int LongestDigest = 48;
    private const int Blanks = 64;
    private const byte MessageHash = 254;
}
