using System;
using System.Runtime.InteropServices;

namespace TlsTools.Decryption;

/// <summary>The random of a ClientHello, by which key logs name a connection.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ClientRandom : IEquatable<ClientRandom>
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>Takes the 32 bytes.</summary>
    public ClientRandom(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> parts = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(0, Length));
        _first = parts[0];
        _second = parts[1];
        _third = parts[2];
        _fourth = parts[3];
    }

    public bool Equals(ClientRandom other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    public override bool Equals(object? obj) => obj is ClientRandom other && Equals(other);

    // All but the first four bytes, which may be a time, are random already.
    public override int GetHashCode() => (_second ^ _third ^ _fourth ^ _first).GetHashCode();

    /// <summary>Bytes of a random.</summary>
    public const int Length = 32;
}
