using System.Text;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>The registered names of message and record types: as the RFCs write them, <c>client_hello</c>.</summary>
internal static class HandshakeNames
{
    // By code; the messages of SSL 2.0 have codes from 0x200 on. Dictionaries keyed by enumerations, and lists of all values,
    // would be compiled when the program starts.
    private static readonly string?[] s_messages = new string?[0x300];
    private static readonly string?[] s_records = new string?[256];

    /// <summary>Whether a message type is registered.</summary>
    public static bool IsKnown(HandshakeType type) => Of(type)[0] != '0';

    /// <summary>The name of a message type; hexadecimal for one that is not registered.</summary>
    public static string Of(HandshakeType type) => (int)type < s_messages.Length
        ? s_messages[(int)type] ??= NameOf(type.ToString(), (int)type)
        : NameOf(type.ToString(), (int)type);

    /// <summary>The name of a record type; hexadecimal for one that is not registered.</summary>
    public static string Of(ContentType type) => s_records[(byte)type] ??= NameOf(type.ToString(), (int)type);

    // The text of a value without a name is its number.
    private static string NameOf(string text, int code) => char.IsDigit(text[0]) ? $"0x{code:x2}" : WithUnderscores(text);

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
