using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using TlsTools.Reports.Ladders;

namespace TlsTools.Reports.Pages;

/// <summary>The style and the script of the report's page, which stand in the page itself, and the policy that lets nothing else in.</summary>
internal static class ReportAssets
{
    /// <summary>The style.</summary>
    public static string Style { get; } =
        $":root{{{LadderColours.Face}{LadderColours.Light}}}@media (prefers-color-scheme:dark){{:root{{{LadderColours.Dark}}}}}@media print{{:root{{color-scheme:light;{LadderColours.Light}}}}}\n"
        + Read("report.css") + LadderColours.Rules;

    /// <summary>The script: sorts and filters the table.</summary>
    public static string Script { get; } = Read("report.js");

    /// <summary>What the page may do: use this style and this script, by their digests, and load nothing from anywhere.</summary>
    /// <seealso href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</seealso>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Digest(Style)}'; script-src 'sha256-{Digest(Script)}'; base-uri 'none'; form-action 'none'";

    // A browser hashes what stands in the page after it has made line feeds of all line ends.
    private static string Read(string name)
    {
        using Stream stream = typeof(ReportAssets).Assembly.GetManifestResourceStream($"reports/{name}")
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    private static string Digest(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
