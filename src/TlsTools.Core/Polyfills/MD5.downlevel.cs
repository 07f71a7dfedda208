namespace System.Security.Cryptography;

// The one-shot method that .NET 5 and later have.
internal static class MD5Polyfill
{
    extension(MD5)
    {
        public static byte[] HashData(byte[] source)
        {
            using MD5 hash = MD5.Create();
            return hash.ComputeHash(source);
        }
    }
}
