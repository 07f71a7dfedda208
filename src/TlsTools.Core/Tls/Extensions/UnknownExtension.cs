namespace TlsTools.Tls.Extensions;

/// <summary>An extension that no table row reads, GREASE included, kept as bytes.</summary>
public sealed record UnknownExtension : TlsExtension;
