using System;
using System.Management.Automation;

namespace TlsTools.Commands;

/// <summary>Says how a password is given to somebody who gives it as text, where PowerShell would only say that it cannot convert it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PasswordTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string
            ? throw new ArgumentTransformationMetadataException("A password is no text here, so that it stays out of histories and process lists. Give it as (Read-Host -AsSecureString), or (Get-Credential).Password.")
            : inputData;
}
