using System;
using System.IO;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>A page of the documentation that is written from what the tests found.</summary>
internal static class GeneratedPage
{
    /// <summary>Fails where the page is not what it should be; with TLSTOOLS_UPDATE=1 writes it first.</summary>
    /// <param name="relative">Where it stands in the repository.</param>
    /// <param name="text">What it should be.</param>
    public static void Hold(string relative, string text)
    {
        string path = Path.Combine(RepositoryFiles.Root, relative);
        if (Environment.GetEnvironmentVariable("TLSTOOLS_UPDATE") == "1")
        {
            File.WriteAllText(path, text);
        }

        string found = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        Assert.True(found == text, $"{relative} is out of date: run this test with TLSTOOLS_UPDATE=1 and look at the difference.");
    }
}
