namespace TlsTools.ClientAuth;

/// <summary>One thing that was checked.</summary>
public sealed record ClientCertificateCheck
{
    /// <summary>The reason id: what is the case, or for a check that passed what is not the case.</summary>
    public required string Id { get; init; }

    /// <summary>How it came out.</summary>
    public required CheckResult Result { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it; <see langword="null"/> where there is nothing to do.</summary>
    public string? Remedy { get; init; }

    internal CheckEffect Effect { get; init; }

    /// <summary>Says how it came out.</summary>
    public override string ToString() => $"{Result} {Id}: {Message}";

    internal static ClientCertificateCheck Pass(string id, string message) => new() { Id = id, Result = CheckResult.Pass, Message = message };

    internal static ClientCertificateCheck Unknown(string id, string message) => new() { Id = id, Result = CheckResult.Unknown, Message = message };

    internal static ClientCertificateCheck Warning(string id, string message, string? remedy = null, CheckEffect effect = CheckEffect.None) =>
        new() { Id = id, Result = CheckResult.Warning, Message = message, Remedy = remedy, Effect = effect };

    internal static ClientCertificateCheck Fail(string id, CheckEffect effect, string message, string? remedy = null) =>
        new() { Id = id, Result = CheckResult.Fail, Message = message, Remedy = remedy, Effect = effect };
}
