namespace TlsTools.Tls.Extensions;

/// <summary>One row of the <see cref="ExtensionTable"/>.</summary>
/// <param name="Extension">The extension.</param>
/// <param name="Message">The message that it stands in.</param>
/// <param name="Read">Reads its data.</param>
internal sealed record ExtensionRow(ExtensionType Extension, HandshakeType Message, ExtensionRead Read);
