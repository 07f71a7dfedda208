using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>Reads the data of an extension.</summary>
/// <param name="reader">Stands at the first byte of the data.</param>
internal delegate TlsExtension ExtensionRead(ref WireReader reader);

/// <summary>Which reader reads which extension of which message.</summary>
internal static class ExtensionTable
{
    /// <summary>The rows; the message belongs to the key, since the same extension has another structure in another message.</summary>
    public static IReadOnlyList<ExtensionRow> Rows { get; } = ExtensionRows.All();

    private static readonly Dictionary<int, ExtensionRead> s_readers = Index();

    public static TlsExtension Read(ExtensionType type, HandshakeType message, ref WireReader data)
    {
        if (!s_readers.TryGetValue(Key(type, message), out ExtensionRead? read))
        {
            return new UnknownExtension();
        }

        TlsExtension extension = read(ref data);
        data.ExpectEnd(nameof(extension));
        return extension;
    }

    private static Dictionary<int, ExtensionRead> Index()
    {
        Dictionary<int, ExtensionRead> readers = [];
        foreach (ExtensionRow row in Rows)
        {
            readers.Add(Key(row.Extension, row.Message), row.Read);
        }

        return readers;
    }

    private static int Key(ExtensionType type, HandshakeType message) => (type.Code << 16) | (int)message;
}
