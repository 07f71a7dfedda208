using System;
using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Messages;

/// <summary>The sender's certificate with the chain that it chose to send; the message <c>Certificate</c>.</summary>
/// <remarks>
/// <code>
/// opaque ASN.1Cert&lt;1..2^24-1&gt;;          struct {
/// struct {                                   opaque cert_data&lt;1..2^24-1&gt;;
///     ASN.1Cert                               Extension extensions&lt;0..2^16-1&gt;;
///       certificate_list&lt;0..2^24-1&gt;;     } CertificateEntry;
/// } Certificate; /* TLS 1.2 */           struct {
///                                             opaque certificate_request_context&lt;0..2^8-1&gt;;
///                                             CertificateEntry certificate_list&lt;0..2^24-1&gt;;
///                                         } Certificate; /* TLS 1.3 */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2">RFC 5246, 7.4.2</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2">RFC 8446, 4.4.2</seealso>
public sealed record CertificateMessage : HandshakeMessage
{
    /// <summary>What ties the message to a CertificateRequest; <see langword="null"/> before TLS 1.3.</summary>
    public byte[]? RequestContext { get; init; }

    /// <summary>
    /// The X.509 certificates in the sender's order, its own first; empty when it has none to send. Where the message holds a
    /// fault, those that stand before it.
    /// </summary>
    public IReadOnlyList<TlsCertificate> Certificates { get; init; } = [];

    /// <summary>The extensions of each entry, in the order of the entries; <see langword="null"/> before TLS 1.3.</summary>
    public IReadOnlyList<IReadOnlyList<TlsExtension>>? EntryExtensions { get; init; }

    /// <summary>Raw public keys or OpenPGP certificates, where they were negotiated in place of X.509.</summary>
    public IReadOnlyList<byte[]> OtherCredentials { get; init; } = [];

    private protected override string Title => "Certificate";

    private protected override string Details => Certificates.Count == 1 ? $"1 certificate, {Certificates[0]}"
        : Certificates.Count > 1 ? $"{Certificates.Count} certificates, {Certificates[0]}"
        : OtherCredentials.Count > 0 ? "without X.509"
        : "empty";

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        CertificateFormat format = context.CertificateFormat ?? CertificateFormat.X509;
        return format == CertificateFormat.X509 ? ReadList(ref r, context)
            : format == CertificateFormat.RawPublicKey ? new CertificateMessage { OtherCredentials = [r.ReadOpaque24("ASN.1_subjectPublicKeyInfo")] }
            : new CertificateMessage { OtherCredentials = [r.ReadRest("certificate")] };
    }

    internal static HandshakeMessage ReadTls13(ref WireReader r, in MessageContext context)
    {
        byte[] requestContext = r.ReadOpaque8("certificate_request_context");
        WireReader list = r.ReadPresentOfVector24("certificate_list", out int missing);
        CertificateEntries entries = ReadEntries(list, context);
        r.EndPresent("certificate_list", missing);
        return new CertificateMessage
        {
            RequestContext = requestContext,
            Certificates = entries.Certificates,
            OtherCredentials = entries.Others,
            EntryExtensions = entries.Extensions,
        };
    }

    private static CertificateEntries ReadEntries(WireReader entries, in MessageContext context)
    {
        CertificateFormat format = context.CertificateFormat ?? CertificateFormat.X509;
        ReadOnlySpan<byte> content = entries.Rest;
        if (context.Shared?.Entries.Find(format.Code, content) is { } known)
        {
            return known;
        }

        bool isX509 = format == CertificateFormat.X509;
        List<TlsCertificate> certificates = [];
        List<byte[]> others = [];
        List<IReadOnlyList<TlsExtension>> extensions = [];
        while (!entries.AtEnd)
        {
            WireReader data = entries.ReadVector24("cert_data");
            if (!entries.HasFault && isX509)
            {
                certificates.Add(ReadCertificate(ref data, context));
            }
            else if (!entries.HasFault)
            {
                others.Add(data.ReadRest("cert_data"));
            }

            extensions.Add(ExtensionList.Read(ref entries, HandshakeType.Certificate, context));
        }

        CertificateEntries read = new([.. certificates], [.. others], [.. extensions]);
        if (!entries.HasFault)
        {
            context.Shared?.Entries.Keep(format.Code, content.ToArray(), read);
        }

        return read;
    }

    private static CertificateMessage ReadList(ref WireReader r, in MessageContext context)
    {
        WireReader list = r.ReadPresentOfVector24("certificate_list", out int missing);
        TlsCertificate[] certificates = ReadChain(list, context);
        r.EndPresent("certificate_list", missing);
        return new CertificateMessage { Certificates = certificates };
    }

    private static TlsCertificate[] ReadChain(WireReader list, in MessageContext context)
    {
        ReadOnlySpan<byte> content = list.Rest;
        if (context.Shared?.Chains.Find(0, content) is { } known)
        {
            return known;
        }

        List<TlsCertificate> certificates = [];
        while (!list.AtEnd)
        {
            WireReader certificate = list.ReadVector24("ASN.1Cert");
            if (!list.HasFault)
            {
                certificates.Add(ReadCertificate(ref certificate, context));
            }
        }

        TlsCertificate[] read = [.. certificates];
        if (!list.HasFault)
        {
            context.Shared?.Chains.Keep(0, content.ToArray(), read);
        }

        return read;
    }

    private static TlsCertificate ReadCertificate(ref WireReader r, in MessageContext context) => context.Shared is { } shared
        ? shared.X509.Certificate(r.ReadRestInPlace("ASN.1Cert"))
        : TlsCertificate.FromDer(r.ReadRest("ASN.1Cert"));
}
