using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>
/// Finds out what servers want of client certificates, from whatever a user has: captures, the output of <c>openssl s_client</c>, debug
/// logs, CA bundles and trust stores, or a text with one name a line.
/// </summary>
public static class AuthorityReader
{
    /// <summary>Reads all requests in a stream; what it is comes from its bytes.</summary>
    /// <param name="stream">The content of a file; it must be able to seek.</param>
    /// <param name="source">What the results call it.</param>
    /// <param name="options">How to open it if it is a key store.</param>
    /// <exception cref="CaptureFormatException">It is a capture and damaged.</exception>
    /// <exception cref="KeyStoreException">It is a key store that cannot be read, or nothing of the above.</exception>
    public static IReadOnlyList<ClientCertificateRequest> Read(Stream stream, string source, KeyStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (ReadCapture(stream, source) is { } captured)
        {
            return captured;
        }

        stream.Position = 0;
        string? text = ReadText(stream);
        if (text is not null && AuthorityText.ReadRequests(text, source) is { Count: > 0 } requests)
        {
            return requests;
        }

        // What s_client prints contains the server's certificate, so a text that is a list goes before a bundle.
        stream.Position = 0;
        try
        {
            using KeyStore store = KeyStores.Open(stream, source, options);
            return [FromCertificates(Trusted(store.Entries), source)];
        }
        catch (KeyStoreException refused) when (refused.Failure == KeyStoreFailure.UnknownFormat)
        {
            return text is not null && ReadNames(text) is { Count: > 0 } names
                ? [new ClientCertificateRequest { Source = source, Authorities = AcceptableAuthorityList.FromText(names, source, areBoundariesInferred: false) }]
                : throw new KeyStoreException(source, refused.Failure, "This is no capture, key store, certificate, output of s_client, debug log or list of names.", innerException: refused);
        }
    }

    /// <summary>The certificates that a trust store trusts: those without a key, and all where every entry has one.</summary>
    /// <param name="entries">The store's entries.</param>
    public static IReadOnlyList<TlsCertificate> Trusted(IEnumerable<KeyStoreEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<KeyStoreEntry> all = [.. entries];
        List<KeyStoreEntry> trusted = [.. all.Where(entry => entry.Kind == KeyStoreEntryKind.Trusted)];
        return (trusted.Count > 0 ? trusted : all).Select(entry => entry.Certificate).OfType<TlsCertificate>().Distinct().ToArray();
    }

    /// <summary>The request of a server that lists the subjects of these certificates.</summary>
    /// <param name="certificates">The certificates.</param>
    /// <param name="source">Where they came from.</param>
    public static ClientCertificateRequest FromCertificates(IReadOnlyList<TlsCertificate> certificates, string source) => new()
    {
        Source = source,
        Authorities = AcceptableAuthorityList.FromCertificates(certificates, source),
        Certificates = certificates,
    };

    /// <summary>The requests of a capture; <see langword="null"/> when the stream is none.</summary>
    private static List<ClientCertificateRequest>? ReadCapture(Stream stream, string source)
    {
        List<ClientCertificateRequest> requests = [];
        bool isCapture = false;
        try
        {
            foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(stream, new TlsCaptureOptions { SourceName = source }))
            {
                isCapture = true;
                if (handshake.AcceptableCA is not null)
                {
                    requests.Add(ClientCertificateRequest.FromHandshake(handshake));
                }
            }

            return requests;
        }
        catch (CaptureFormatException) when (!isCapture)
        {
            return null;
        }
    }

    /// <summary>The stream's text; <see langword="null"/> when it is none or longer than any log that is worth reading whole.</summary>
    private static string? ReadText(Stream stream)
    {
        if (stream.Length > LongestText)
        {
            return null;
        }

        using StreamReader reader = new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        string text = reader.ReadToEnd();
        return text.Contains('\0') ? null : text;
    }

    private static List<DistinguishedName>? ReadNames(string text)
    {
        List<DistinguishedName> names = [];
        foreach (string line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (!DistinguishedName.TryParse(line, out DistinguishedName? name))
            {
                return null;
            }

            names.Add(name);
        }

        return names;
    }

    // Debug logs grow to this and hardly beyond before they are rotated; more would be read into memory at once.
    private const int LongestText = 256 * 1024 * 1024;
}
