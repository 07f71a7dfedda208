using System;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>Checks the signature by which a server of TLS 1.2 proves that it has the key of its certificate.</summary>
/// <remarks>
/// <code>
/// digitally-signed struct {
///     opaque client_random[32];
///     opaque server_random[32];
///     ServerDHParams params;
/// } signed_params;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.3">RFC 5246, 7.4.3</seealso>
internal static class KeyExchangeSignature
{
    /// <summary>Whether the key of the server's certificate made the signature; null where that cannot be told.</summary>
    public static bool? IsOfCertificate(TlsHandshake handshake)
    {
        if (handshake is not { ServerKeyExchange: { Fault: null, Signature: { } signature, SignatureScheme: { } scheme } exchange, ServerHello: { } server }
            || handshake.Find<ClientHello>(Side.Client, HandshakeType.ClientHello) is not { IsSsl2Form: false } client
            || handshake.ServerCertificates is not [{ IsDescribed: false }, ..] certificates
            || SchemeTraits.Of(scheme) is not { Hash: { } hash } traits)
        {
            return null;
        }

        // What a key of another kind signed was not signed by this one.
        if (certificates[0].PublicKey?.Algorithm is "RSA" or "EC" && traits.KeyAlgorithm is "RSA" or "EC" && certificates[0].PublicKey?.Algorithm != traits.KeyAlgorithm)
        {
            return false;
        }

        // Behind the parameters stand the scheme and the signature with its length.
        int parameters = exchange.RawData.Length - signature.Length - 4;
        byte[] data = new byte[client.Random.Length + server.Random.Length + parameters];
        client.Random.CopyTo(data, 0);
        server.Random.CopyTo(data, client.Random.Length);
        Array.Copy(exchange.RawData, 0, data, client.Random.Length + server.Random.Length, parameters);
        return SignedDer.IsSignature(new ArraySegment<byte>(data), signature, hash, traits.Padding, certificates[0]);
    }
}
