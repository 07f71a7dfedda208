namespace TlsTools.Probe;

/// <summary>In what one address of a name differs from the others.</summary>
/// <param name="Property">The property of <see cref="TlsEndpoint"/>, for instance <c>Versions</c> or <c>Features.SessionTicket</c>.</param>
/// <param name="Value">What this address has, as text; empty for nothing.</param>
/// <param name="Others">What most of the addresses have.</param>
public sealed record EndpointDifference(string Property, string Value, string Others)
{
    /// <summary>Says it in one line, for instance <c>Versions: TLS 1.2 (others: TLS 1.3, TLS 1.2)</c>.</summary>
    public override string ToString() => $"{Property}: {Quote(Value)} (others: {Quote(Others)})";

    private static string Quote(string text) => text.Length == 0 ? "none" : text;
}
