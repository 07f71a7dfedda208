using System;
using System.Buffers.Binary;

namespace TlsTools.X509;

/// <summary>
/// A hash for tables over content, eight bytes a step because certificates are hashed once per handshake, and the same on
/// both targets; nothing is protected by it.
/// </summary>
internal static class ContentHash
{
    public static int Of(ReadOnlySpan<byte> content)
    {
        ulong hash = Seed ^ (ulong)content.Length;
        if (content.Length >= FourLanes)
        {
            // A multiplication takes some cycles, in which others can begin that do not wait for its result.
            ulong second = hash + 1;
            ulong third = hash + 2;
            ulong fourth = hash + 3;
            do
            {
                hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(content));
                second = Mix(second, BinaryPrimitives.ReadUInt64LittleEndian(content.Slice(8)));
                third = Mix(third, BinaryPrimitives.ReadUInt64LittleEndian(content.Slice(16)));
                fourth = Mix(fourth, BinaryPrimitives.ReadUInt64LittleEndian(content.Slice(24)));
                content = content.Slice(FourLanes);
            }
            while (content.Length >= FourLanes);
            hash = Mix(Mix(hash, second), Mix(third, fourth));
        }

        while (content.Length >= sizeof(ulong))
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(content));
            content = content.Slice(sizeof(ulong));
        }

        foreach (byte octet in content)
        {
            hash = Mix(hash, octet);
        }

        return unchecked((int)(hash ^ (hash >> 32)));
    }

    public static int Of(string text)
    {
        ulong hash = Seed ^ (ulong)text.Length;
        foreach (char unit in text)
        {
            hash = Mix(hash, unit);
        }

        return unchecked((int)(hash ^ (hash >> 32)));
    }

    private static ulong Mix(ulong hash, ulong lane)
    {
        ulong product = unchecked((hash ^ lane) * Multiplier);
        return product ^ (product >> 29);
    }

    private const int FourLanes = 4 * sizeof(ulong);
    private const ulong Seed = 0xcbf29ce484222325;
    private const ulong Multiplier = 0x9e3779b97f4a7c15;
}
