using System;
using System.Buffers.Binary;
using System.Text;
using TlsTools.Tls;

namespace TlsTools.Protection;

/// <summary>What of binary dialogues before TLS is a secret, or nobody's business.</summary>
internal static class BinaryDialogues
{
    /// <summary>LDAP (RFC 4511): extended operations stay; of others the texts and credentials go.</summary>
    public static void Ldap(Span<byte> bytes)
    {
        while (DerHeader.TryRead(bytes, out _, out int start, out int length) && bytes[0] == 0x30)
        {
            Span<byte> message = bytes.Slice(start, length);
            bytes = bytes.Slice(start + length);
            int operation = message.Length > 2 ? 2 + message[1] : message.Length;
            if (operation < message.Length && message[operation] is not (0x77 or 0x78))
            {
                CrossStrings(message.Slice(operation), 0);
            }
        }

        bytes.Clear();
    }

    /// <summary>PostgreSQL: requests for encryption, which are 8 bytes long, and their answers of one letter stay.</summary>
    public static void Postgres(Span<byte> bytes, Side sender)
    {
        int kept = 0;
        if (sender == Side.Client)
        {
            while (kept + 8 <= bytes.Length && BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(kept)) == 8)
            {
                kept += 8;
            }
        }
        else
        {
            while (kept < bytes.Length && bytes[kept] == (byte)'N')
            {
                kept++;
            }

            kept += kept < bytes.Length && (bytes[kept] is (byte)'S' or (byte)'G') ? 1 : 0;
        }

        bytes.Slice(kept).Clear();
    }

    /// <summary>MySQL: the server's greeting and the client's request for TLS stay.</summary>
    public static void MySql(Span<byte> bytes, Side sender)
    {
        if (bytes.Length < 4)
        {
            return;
        }

        int length = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
        bool stays = sender == Side.Server || length is 32 or 5;
        bytes.Slice(stays ? Math.Min(4 + length, bytes.Length) : 4).Clear();
    }

    /// <summary>SOCKS 4 and 5 (RFC 1928, RFC 1929): user names and passwords go.</summary>
    public static void Socks(Span<byte> bytes, Side sender, NameReplacement? names)
    {
        if (sender == Side.Server || bytes.IsEmpty)
        {
            return;
        }

        if (bytes[0] == 4)
        {
            int end = bytes.Length > 8 ? bytes.Slice(8).IndexOf((byte)0) : -1;
            if (end >= 0)
            {
                bytes.Slice(8, end).Fill((byte)'x');
                names?.ReplaceHosts(bytes.Slice(8 + end));
            }

            return;
        }

        // Version, number of methods, methods; then 1, user, password; then the request.
        int next = bytes.Length > 1 ? 2 + bytes[1] : bytes.Length;
        if (next + 2 < bytes.Length && bytes[next] == 1)
        {
            int user = bytes[next + 1];
            int password = next + 2 + user;
            bytes.Slice(next + 2, Math.Min(user, bytes.Length - next - 2)).Fill((byte)'x');
            if (password < bytes.Length)
            {
                bytes.Slice(password + 1, Math.Min(bytes[password], bytes.Length - password - 1)).Fill((byte)'x');
                next = password + 1 + bytes[password];
            }
        }

        if (names is not null && next + 5 < bytes.Length && bytes[next + 3] == 3)
        {
            names.ReplaceHosts(bytes.Slice(next + 5, Math.Min(bytes[next + 4], bytes.Length - next - 5)));
        }
    }

    /// <summary>RDP: the user's name in the cookie goes.</summary>
    public static void Rdp(Span<byte> bytes)
    {
        int cookie = bytes.IndexOf(Encoding.ASCII.GetBytes("mstshash="));
        if (cookie >= 0)
        {
            Span<byte> user = bytes.Slice(cookie + "mstshash=".Length);
            int end = user.IndexOf((byte)'\r');
            user.Slice(0, end < 0 ? user.Length : end).Fill((byte)'x');
        }
    }

    /// <summary>The PROXY protocol: the addresses that it tells go.</summary>
    public static void Proxy(Span<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (bytes[0] == (byte)'P')
        {
            // "PROXY TCP4 192.0.2.1 198.51.100.2 50000 443": an address of ones is an address.
            int end = bytes.IndexOf((byte)'\r');
            for (int index = "PROXY TCP4".Length; index < (end < 0 ? bytes.Length : end); index++)
            {
                bytes[index] = bytes[index] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f') or (>= (byte)'A' and <= (byte)'F') ? (byte)'1' : bytes[index];
            }

            return;
        }

        if (bytes.Length > 16)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(14)), bytes.Length - 16);
            int addresses = (bytes[13] >> 4) switch { 1 => 8, 2 => 32, _ => 0 };
            bytes.Slice(16, Math.Min(addresses, length)).Fill(1);

            // Behind addresses and ports stand further fields of a type and a length.
            for (int at = 16 + addresses + 4; at + 3 <= 16 + length;)
            {
                int field = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at + 1));
                bytes.Slice(at + 3, Math.Min(field, bytes.Length - at - 3)).Clear();
                at += 3 + field;
            }
        }
    }

    private static void CrossStrings(Span<byte> der, int depth)
    {
        while (depth < MaximumDepth && DerHeader.TryRead(der, out _, out int start, out int length))
        {
            Span<byte> content = der.Slice(start, length);
            if ((der[0] & 0x20) != 0)
            {
                CrossStrings(content, depth + 1);
            }
            else if (der[0] == 0x04 || der[0] >= 0x80)
            {
                content.Fill((byte)'x');
            }

            der = der.Slice(start + length);
        }
    }

    private const int MaximumDepth = 16;
}
