namespace TlsTools.Network;

/// <summary>Fiber Distributed Data Interface.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1390">RFC 1390</seealso>
internal static class Fddi
{
    /// <summary>Reads frame control and both addresses.</summary>
    public static LayerReader? Read(ref Frame frame) => frame.TrySkip(13) ? LogicalLink.Read : null;
}
