namespace TlsTools.ClientAuth;

/// <summary>One way in which a tool prints a request for a client certificate.</summary>
internal interface IAuthorityDialect
{
    /// <summary>Reads the request that begins at the next line; <see langword="null"/>, and nothing read, where none begins there.</summary>
    ClientCertificateRequest? TryRead(TextLines lines, string source);
}
