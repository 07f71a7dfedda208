using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Tests.Stores;

/// <summary>The stores with throw-away keys, and how tests write down what is in a store.</summary>
internal static class StoreFixtures
{
    public const string Password = "throwaway";
    public const string KeyPassword = "throwaway-key";

    /// <summary>All stores of the folder that opens with <see cref="Options"/>.</summary>
    public static IEnumerable<string> Names { get; } =
        Directory.EnumerateFiles(Folder).Select(path => System.IO.Path.GetFileName(path)).Where(name => name is not ("README.md" or "generate.sh")).Order(StringComparer.Ordinal);

    /// <summary>Gives the password of the stores, and the other one for the key that has its own.</summary>
    public static KeyStoreOptions Options { get; } = new()
    {
        Password = request => Secure(request.Alias == "client-ec" ? KeyPassword : Password),
    };

    private static string Folder => System.IO.Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "stores");

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    public static KeyStore Open(string name) => KeyStores.Open(Path(name), Options with
    {
        Password = name == "empty-password.p12" ? _ => Secure("") : Options.Password,
    });

    public static KeyStoreOptions With(string password) => new() { Password = _ => Secure(password) };

    public static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }

    /// <summary>One line: kind, alias, chain, key.</summary>
    public static string Line(KeyStoreEntry entry) =>
        $"{entry.Kind} {entry.Alias ?? "-"}: {string.Join(" < ", entry.Chain.Select(CommonName))}; {entry.PrivateKey}";

    public static string CommonName(TlsCertificate certificate) => certificate.Subject!.Name.Split(',')[0].Substring("CN=".Length);
}
