using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>What a responder answered when it was asked whether certificates are revoked.</summary>
/// <remarks>
/// <code>
/// OCSPResponse ::= SEQUENCE {
///      responseStatus          OCSPResponseStatus,
///      responseBytes       [0] EXPLICIT SEQUENCE {
///           responseType            OBJECT IDENTIFIER,
///           response                OCTET STRING } OPTIONAL }
///
/// BasicOCSPResponse ::= SEQUENCE {
///      tbsResponseData         SEQUENCE {
///           version             [0] EXPLICIT Version DEFAULT v1,
///           responderID             ResponderID,
///           producedAt              GeneralizedTime,
///           responses               SEQUENCE OF SingleResponse,
///           responseExtensions  [1] EXPLICIT Extensions OPTIONAL },
///      signatureAlgorithm      AlgorithmIdentifier,
///      signature               BIT STRING,
///      certs               [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1">RFC 6960, 4.2.1</seealso>
public sealed class OcspResponse
{
    private readonly List<OcspSingleResponse> _responses = [];
    private readonly List<TlsCertificate> _certificates = [];
    private byte[] _basic = [];

    private OcspResponse(byte[] rawData) => RawData = rawData;

    /// <summary>The DER bytes.</summary>
    public byte[] RawData { get; }

    /// <summary>How the responder took the question; <see langword="null"/> when it cannot be read.</summary>
    public OcspResponseStatus? Status { get; private set; }

    /// <summary>When the responder signed, in UTC; <see langword="null"/> when it did not or it cannot be read.</summary>
    public DateTime? ProducedAt { get; private set; }

    /// <summary>What it says, certificate by certificate.</summary>
    public IReadOnlyList<OcspSingleResponse> Responses => _responses;

    /// <summary>The certificates that the responder gave along, to check its signature with.</summary>
    public IReadOnlyList<TlsCertificate> Certificates => _certificates;

    /// <summary>What is wrong with the bytes, or <see langword="null"/>.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Reads a response; its bytes are never refused, <see cref="Fault"/> says what is wrong with them.</summary>
    /// <param name="encoded">The DER bytes, which must not change any more.</param>
    public static OcspResponse FromDer(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        OcspResponse response = new(encoded);
        FaultSlot faults = new();
        DerReader reader = new(encoded, faults);
        response.ReadResponse(reader.ReadSequence("OCSPResponse"), faults);
        reader.ExpectEnd("OCSPResponse");
        response.Fault = faults.First;
        return response;
    }

    /// <summary>Whether the bytes begin as a response does, and not as a revocation list.</summary>
    internal static bool IsResponse(ReadOnlySpan<byte> encoded)
    {
        DerReader reader = new(encoded, new FaultSlot());
        return reader.NextIs(Asn1Tag.Sequence) && reader.ReadSequence("OCSPResponse").NextIs(Asn1Tag.Enumerated);
    }

    /// <summary>
    /// Whether the issuer signed, or a responder that the issuer certified for this; <see langword="null"/> where the platform cannot tell.
    /// </summary>
    /// <param name="issuer">The issuer of the certificate in question.</param>
    /// <param name="at">The time for which the responder's own certificate is judged.</param>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-4.2.2.2">RFC 6960, 4.2.2.2</seealso>
    internal bool? IsSignedFor(TlsCertificate issuer, DateTime at)
    {
        // Whoever stole a responder's old key could write any producedAt, so the later of both times counts.
        DateTime time = ProducedAt > at ? ProducedAt.Value : at;
        bool?[] answers =
        [
            SignedDer.IsSignedBy(_basic, issuer),
            .. _certificates.Where(certificate => IsDelegate(certificate, issuer, time))
                .Select(certificate => SignedDer.IsSignedBy(certificate.RawData, issuer) switch
                {
                    true => SignedDer.IsSignedBy(_basic, certificate),
                    false => false,
                    null => null,
                }),
        ];
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    private static bool IsDelegate(TlsCertificate certificate, TlsCertificate issuer, DateTime time) =>
        certificate.Issuer is { } name && name.Equals(issuer.Subject)
        && certificate.ExtendedKeyUsage?.Contains(KeyPurpose.OcspSigning) is true
        && certificate.NotBefore <= time && certificate.NotAfter >= time;

    private void ReadResponse(DerReader response, FaultSlot faults)
    {
        ReadOnlySpan<byte> status = response.ReadContents(Asn1Tag.Enumerated, "responseStatus");
        if (status.Length != 1)
        {
            response.Reject("responseStatus");
            return;
        }

        Status = (OcspResponseStatus)status[0];
        if (!response.NextIs(s_zero))
        {
            // RFC 6960, 4.2.1: a response without its bytes is one of the errors.
            _ = Status == OcspResponseStatus.Successful && response.Reject("responseBytes");
            return;
        }

        DerReader bytes = response.ReadConstructed(s_zero, "responseBytes").ReadSequence("responseBytes");
        if (bytes.ReadObjectIdentifier("responseType") != BasicResponse)
        {
            bytes.Reject("responseType");
        }

        ReadOnlySpan<byte> contents = bytes.ReadContents(Asn1Tag.PrimitiveOctetString, "response");
        _basic = contents.ToArray();
        DerReader basic = bytes.Within(contents);
        ReadBasic(basic.ReadSequence("BasicOCSPResponse"), faults);
    }

    private void ReadBasic(DerReader basic, FaultSlot faults)
    {
        ReadData(basic.ReadSequence("tbsResponseData"), faults);
        basic.ReadSequence("signatureAlgorithm");
        basic.ReadBits("signature");
        if (!basic.NextIs(s_zero))
        {
            return;
        }

        DerReader certificates = basic.ReadConstructed(s_zero, "certs").ReadSequence("certs");
        while (!certificates.AtEnd)
        {
            byte[] certificate = certificates.ReadEncoded("Certificate", out _).ToArray();
            if (faults.First is null && _certificates.Count < MostCertificates)
            {
                _certificates.Add(TlsCertificate.FromDer(certificate));
            }
        }
    }

    private void ReadData(DerReader data, FaultSlot faults)
    {
        if (data.NextIs(s_zero))
        {
            data.ReadConstructed(s_zero, "version");
        }

        // Who signed is found by the signature itself, so the name or key hash of the responder decides nothing.
        data.ReadEncoded("responderID", out _);
        ProducedAt = CertificateTime.Read(ref data, "producedAt");
        DerReader responses = data.ReadSequence("responses");
        while (!responses.AtEnd)
        {
            OcspSingleResponse response = OcspSingleResponse.Read(ref responses);
            if (faults.First is null)
            {
                _responses.Add(response);
            }
        }
    }

    private static readonly Asn1Tag s_zero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";

    // Each costs up to two checks of a signature; responders send one, with its chain three or four.
    private const int MostCertificates = 16;
}
