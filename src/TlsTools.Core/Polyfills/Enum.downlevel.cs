namespace System;

// The generic overload that .NET 5 and later have.
internal static class EnumPolyfill
{
    extension(Enum)
    {
        public static T[] GetValues<T>()
            where T : struct, Enum => (T[])Enum.GetValues(typeof(T));
    }
}
