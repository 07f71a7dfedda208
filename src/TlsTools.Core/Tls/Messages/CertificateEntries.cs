using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using TlsTools.X509;

namespace TlsTools.Tls.Messages;

/// <summary>The <c>certificate_list</c> of TLS 1.3, which handshakes with the same peer share.</summary>
/// <param name="Certificates">The X.509 certificates.</param>
/// <param name="Others">Credentials of another format.</param>
/// <param name="Extensions">The extensions of each entry.</param>
internal sealed record CertificateEntries(TlsCertificate[] Certificates, byte[][] Others, IReadOnlyList<TlsExtension>[] Extensions);
