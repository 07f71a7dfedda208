using System;
using System.Linq;
using System.Management.Automation;
using TlsTools.Probe;

namespace TlsTools.Commands;

/// <summary>Refuses what is no name of a protocol in which TLS is begun.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidateStartTlsAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (!StartTlsProtocols.Names.Contains(element?.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            throw new ValidationMetadataException($"TLS is begun in {string.Join(", ", StartTlsProtocols.Names)}, not in '{element}'.");
        }
    }
}
