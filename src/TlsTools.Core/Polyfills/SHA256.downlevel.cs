namespace System.Security.Cryptography;

// The one-shot method that .NET 5 and later have.
internal static class SHA256Polyfill
{
    extension(SHA256)
    {
        public static byte[] HashData(byte[] source)
        {
            using SHA256 hash = SHA256.Create();
            return hash.ComputeHash(source);
        }
    }
}
