using System.Collections.Generic;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>Reads the extensions of a message, in their order, each with a fault of its own.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2">RFC 8446, 4.2</seealso>
internal static class ExtensionList
{
    /// <summary>The names in the ALPN extension; ALPS lists names in the same form, but what it settles is another question.</summary>
    public static IReadOnlyList<string> Protocols(IReadOnlyList<TlsExtension>? extensions) =>
        (Find(extensions, ExtensionType.ApplicationLayerProtocolNegotiation) as ProtocolNameList)?.Protocols ?? [];

    /// <summary>
    /// Reads <c>Extension extensions&lt;0..2^16-1&gt;</c>. A fault inside one extension stays there: the length before it
    /// says where the next one begins.
    /// </summary>
    public static IReadOnlyList<TlsExtension> Read(ref WireReader r, HandshakeType message, in MessageContext context) =>
        ReadAll(r.ReadVector16("extensions"), message, context);

    /// <summary>Reads extensions if anything is left: messages before TLS 1.3 have them only then.</summary>
    public static IReadOnlyList<TlsExtension>? ReadOptional(ref WireReader r, HandshakeType message, in MessageContext context) =>
        r.Remaining == 0 ? null : Read(ref r, message, context);

    public static T? Find<T>(IReadOnlyList<TlsExtension>? extensions)
        where T : TlsExtension
    {
        foreach (TlsExtension extension in ArrayOf(extensions))
        {
            if (extension is T found)
            {
                return found;
            }
        }

        return null;
    }

    public static TlsExtension? Find(IReadOnlyList<TlsExtension>? extensions, ExtensionType type)
    {
        foreach (TlsExtension extension in ArrayOf(extensions))
        {
            if (extension.Type == type)
            {
                return extension;
            }
        }

        return null;
    }

    // What is read here is an array, which is searched without a call for each item.
    private static TlsExtension[] ArrayOf(IReadOnlyList<TlsExtension>? extensions) =>
        extensions as TlsExtension[] ?? (extensions is null ? [] : [.. extensions]);

    private static TlsExtension[] ReadAll(WireReader r, HandshakeType message, in MessageContext context)
    {
        List<TlsExtension> extensions = new(r.Remaining > 64 ? 16 : 4);
        FaultSlot faults = new();
        while (!r.AtEnd)
        {
            ExtensionType type = ExtensionType.Read(ref r, "extension_type");
            WireReader data = r.ReadVector16("extension_data", faults, out int offset, out int length);
            if (r.HasFault)
            {
                break;
            }

            ContentCache<TlsExtension>? shared = SharedContent.MayComeAgain(type, length) ? context.Shared?.Extensions : null;
            int kind = SharedContent.KindOf(type, message);
            if (shared?.Find(kind, data.Rest) is { } known)
            {
                extensions.Add(known);
                continue;
            }

            TlsExtension extension = ExtensionTable.Read(type, message, ref data);
            extension.Type = type;
            extension.Data = context.Body.Slice(offset, length);
            extensions.Add(extension);
            if (faults.First is { } fault)
            {
                extension.Fault = fault;
                r.NoteInner(fault);
                faults = new FaultSlot();
            }
            else if (shared is not null)
            {
                Share(extension, kind, shared);
            }
        }

        return [.. extensions];
    }

    // It gets bytes of its own, or it would hold those of a whole message.
    private static void Share(TlsExtension extension, int kind, ContentCache<TlsExtension> shared)
    {
        byte[] content = extension.RawData;
        extension.Data = content;
        shared.Keep(kind, content, extension);
    }
}
