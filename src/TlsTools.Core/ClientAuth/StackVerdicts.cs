using System.Collections.Generic;
using System.Linq;

namespace TlsTools.ClientAuth;

/// <summary>Whether a client of each stack would send the certificate; <see langword="null"/> where that is not known or was not asked.</summary>
public sealed class StackVerdicts
{
    internal StackVerdicts(IReadOnlyList<StackVerdict> all) => All = all;

    /// <summary>Java with its own provider and key manager.</summary>
    public bool? Jsse => this[TlsImplementation.Jsse];

    /// <summary>Windows.</summary>
    public bool? Schannel => this[TlsImplementation.Schannel];

    /// <summary>OpenSSL and curl with a certificate that is configured.</summary>
    public bool? OpenSsl => this[TlsImplementation.OpenSsl];

    /// <summary><c>SslStream</c> on Linux with <c>ClientCertificates</c>.</summary>
    public bool? DotNet => this[TlsImplementation.DotNet];

    /// <summary>NSS choosing by itself.</summary>
    public bool? Nss => this[TlsImplementation.Nss];

    /// <summary>GnuTLS with files that are configured.</summary>
    public bool? GnuTls => this[TlsImplementation.GnuTls];

    /// <summary>The verdicts with their reasons.</summary>
    public IReadOnlyList<StackVerdict> All { get; }

    /// <summary>Whether a stack would send.</summary>
    /// <param name="stack">The stack.</param>
    public bool? this[TlsImplementation stack] => All.FirstOrDefault(verdict => verdict.Stack == stack)?.WouldBeSent;

    /// <summary>Names the stacks that would send.</summary>
    public override string ToString() => string.Join(", ", All.Where(verdict => verdict.WouldBeSent is true).Select(verdict => verdict.Stack));
}
