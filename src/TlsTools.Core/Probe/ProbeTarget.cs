using System;
using System.Globalization;

namespace TlsTools.Probe;

/// <summary>Where to connect: a name or address, and a port.</summary>
/// <param name="ComputerName">The name or address, without brackets.</param>
/// <param name="Port">The TCP port.</param>
public sealed record ProbeTarget(string ComputerName, int Port)
{
    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>192.0.2.1:443</c>, <c>[2001:db8::1]:443</c>, <c>2001:db8::1</c> or <c>https://host/</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultPort">The port, where the text has none.</param>
    /// <param name="target">The target.</param>
    public static bool TryParse(string? text, int defaultPort, out ProbeTarget target)
    {
        string rest = (text ?? string.Empty).Trim();
        int scheme = rest.IndexOf("://", StringComparison.Ordinal);
        rest = scheme < 0 ? rest : rest.Substring(scheme + 3);
        int path = rest.IndexOf('/');
        rest = path < 0 ? rest : rest.Substring(0, path);
        string host = rest;
        string? port = null;
        int colon = rest.LastIndexOf(':');
        int bracket = rest.IndexOf(']');
        if (rest.Length > 0 && rest[0] == '[')
        {
            host = bracket < 0 || (bracket + 1 < rest.Length && rest[bracket + 1] != ':') ? string.Empty : rest.Substring(1, bracket - 1);
            port = colon > bracket ? rest.Substring(colon + 1) : null;
        }
        else if (colon >= 0 && rest.IndexOf(':') == colon)
        {
            host = rest.Substring(0, colon);
            port = rest.Substring(colon + 1);
        }

        int number = defaultPort;
        bool isRight = host.Length > 0 && (port is null || int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number));
        target = new ProbeTarget(host, number);
        return isRight && number is > 0 and <= ushort.MaxValue;
    }

    /// <summary><c>host:port</c>.</summary>
    public override string ToString() => ComputerName.IndexOf(':') < 0 ? $"{ComputerName}:{Port}" : $"[{ComputerName}]:{Port}";
}
