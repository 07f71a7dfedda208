namespace System;

// What the compiler needs for list patterns and for [^1].
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
