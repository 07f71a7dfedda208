using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>Reads the data of an extension.</summary>
/// <param name="reader">Stands at the first byte of the data.</param>
internal delegate TlsExtension ExtensionRead(ref WireReader reader);

/// <summary>Which reader reads which extension of which message.</summary>
internal static class ExtensionTable
{
    private static readonly Dictionary<int, ExtensionRead> s_readers = Index();

    /// <summary>The rows; the message belongs to the key, since the same extension has another structure in another message.</summary>
    public static IReadOnlyDictionary<(ExtensionType Extension, HandshakeType Message), ExtensionRead> Rows { get; } = ExtensionRows.All();

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
        foreach (KeyValuePair<(ExtensionType Extension, HandshakeType Message), ExtensionRead> row in ExtensionRows.All())
        {
            readers.Add(Key(row.Key.Extension, row.Key.Message), row.Value);
        }

        return readers;
    }

    private static int Key(ExtensionType type, HandshakeType message) => (type.Code << 16) | (int)message;
}
