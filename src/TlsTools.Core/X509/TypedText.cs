namespace TlsTools.X509;

/// <summary>An attribute as a text gives it.</summary>
/// <param name="Oid">The type's object identifier.</param>
/// <param name="Value">The value; <see langword="null"/> when the text gives its encoding instead.</param>
/// <param name="Encoded">The value's DER bytes, where the text gives them.</param>
internal sealed record TypedText(string Oid, string? Value, byte[]? Encoded = null);
