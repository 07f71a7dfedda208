using System;

namespace TlsTools.Handshakes;

/// <summary>Recognises the answers of HTTPS servers to a request that came without TLS.</summary>
internal static class HttpsExpected
{
    /// <summary>Whether the start of an answer says so.</summary>
    public static bool IsSaidIn(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1."u8)
        && (answer.IndexOf("plain HTTP request was sent to HTTPS port"u8) >= 0 // nginx
            || answer.IndexOf("sent an HTTP request to an HTTPS server"u8) >= 0 // Go
            || answer.IndexOf("speaking plain HTTP to an SSL-enabled server port"u8) >= 0 // Apache httpd
            || answer.IndexOf("This combination of host and port requires TLS"u8) >= 0); // Apache Tomcat
}
