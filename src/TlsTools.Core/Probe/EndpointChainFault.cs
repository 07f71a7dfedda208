namespace TlsTools.Probe;

/// <summary>One thing that is wrong with a chain.</summary>
/// <param name="Id">What it is: <c>NameMismatch</c>, <c>Expired</c>, <c>NotYetValid</c>, <c>WrongUsage</c>, <c>IssuerMissing</c>, <c>SelfSigned</c>, <c>WeakSignature</c> …</param>
/// <param name="Message">The same in words.</param>
public sealed record EndpointChainFault(string Id, string Message)
{
    /// <summary>Says it in one line.</summary>
    public override string ToString() => $"{Id}: {Message}";
}
