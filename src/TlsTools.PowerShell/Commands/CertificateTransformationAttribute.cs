using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using TlsTools.X509;

namespace TlsTools.Commands;

/// <summary>Lets a parameter for the platform's certificates take those of handshakes and key stores too: <c>$handshake.ClientCertificates</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CertificateTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Unwrapped(inputData) switch
    {
        TlsCertificate certificate => Platform(certificate),
        IEnumerable list and not string when list.Cast<object?>().Any(item => Unwrapped(item) is TlsCertificate) =>
            list.Cast<object?>().Select(item => Unwrapped(item) is TlsCertificate certificate ? Platform(certificate) : item).ToArray(),
        _ => inputData,
    };

    private static object? Unwrapped(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static X509Certificate2 Platform(TlsCertificate certificate) => certificate.Certificate
        ?? throw new ArgumentTransformationMetadataException(certificate.IsDescribed
            ? $"Of the certificate '{certificate}' only the description in a log is known, not its bytes."
            : $"The platform does not read the certificate '{certificate}'.");
}
