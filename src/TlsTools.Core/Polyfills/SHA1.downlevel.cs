namespace System.Security.Cryptography;

// The one-shot method that .NET 5 and later have.
internal static class SHA1Polyfill
{
    extension(SHA1)
    {
        public static byte[] HashData(byte[] source)
        {
            using SHA1 hash = SHA1.Create();
            return hash.ComputeHash(source);
        }
    }
}
