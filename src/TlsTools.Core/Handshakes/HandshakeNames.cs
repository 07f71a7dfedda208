using System;
using System.Collections.Generic;
using System.Text;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>The registered names of message and record types: as the RFCs write them, <c>client_hello</c>.</summary>
internal static class HandshakeNames
{
    private static readonly Dictionary<HandshakeType, string> s_messages = NamesOf<HandshakeType>();
    private static readonly Dictionary<ContentType, string> s_records = NamesOf<ContentType>();

    /// <summary>Whether a message type is registered.</summary>
    public static bool IsKnown(HandshakeType type) => s_messages.ContainsKey(type);

    /// <summary>The name of a message type; hexadecimal for one that is not registered.</summary>
    public static string Of(HandshakeType type) => s_messages.TryGetValue(type, out string? name) ? name : $"0x{(int)type:x2}";

    /// <summary>The name of a record type; hexadecimal for one that is not registered.</summary>
    public static string Of(ContentType type) => s_records.TryGetValue(type, out string? name) ? name : $"0x{(int)type:x2}";

    private static Dictionary<T, string> NamesOf<T>()
        where T : struct, Enum
    {
        Dictionary<T, string> names = [];
        foreach (T value in Enum.GetValues<T>())
        {
            names[value] = WithUnderscores(value.ToString());
        }

        return names;
    }

    private static string WithUnderscores(string name)
    {
        StringBuilder text = new();
        foreach (char character in name)
        {
            _ = char.IsUpper(character) && text.Length > 0 ? text.Append('_') : text;
            _ = text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
