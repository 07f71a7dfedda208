using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace TlsTools.Probe.Platform;

/// <summary>What a web server answers to a request for its first page; nothing of the page is kept.</summary>
/// <param name="Status">The status code.</param>
/// <param name="SpeaksOfCertificate">Whether the answer has the word certificate in it, as pages have that refuse a client without one.</param>
internal sealed record HttpAnswer(int Status, bool SpeaksOfCertificate)
{
    /// <summary>Whether the answer itself says that it is about the client's certificate.</summary>
    /// <remarks>nginx has numbers of its own for it, 495 and 496, and shows 400 in their place unless it is told otherwise; IIS shows 403.</remarks>
    public bool IsRefusal => Status is 495 or 496 || (Status is 400 or 401 or 403 && SpeaksOfCertificate);

    /// <summary>The request: GET and not HEAD, because only the page tells a missing certificate from any other bad request.</summary>
    public static byte[] Request(string host) => Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: TlsTools\r\nAccept: */*\r\nConnection: close\r\n\r\n");

    /// <summary>Reads what came; <see langword="null"/> where it is no answer of HTTP.</summary>
    public static HttpAnswer? TryRead(List<byte> bytes)
    {
        string text = Encoding.ASCII.GetString([.. bytes]);
        return text.Length >= 12 && text.StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse($"{text[9]}{text[10]}{text[11]}", NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            ? new HttpAnswer(status, text.Contains("certificate", StringComparison.OrdinalIgnoreCase))
            : null;
    }
}
