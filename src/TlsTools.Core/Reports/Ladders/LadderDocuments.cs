using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using TlsTools.Capture;
using TlsTools.Reports.Pages;

namespace TlsTools.Reports.Ladders;

/// <summary>Makes documents of ladders: one for all in text and HTML, one for each where a document holds one picture.</summary>
public static class LadderDocuments
{
    /// <summary>The documents.</summary>
    /// <param name="ladders">The ladders.</param>
    /// <param name="format">The form.</param>
    /// <param name="width">Characters in a line of text.</param>
    public static IReadOnlyList<string> Render(IReadOnlyList<Ladder> ladders, LadderFormat format, int width)
    {
        ArgumentNullException.ThrowIfNull(ladders);
        return format switch
        {
            LadderFormat.Svg => [.. ladders.Select(LadderSvg.Render)],
            LadderFormat.Html => [TlsReport.OfLadders(ladders)],
            LadderFormat.Mermaid => [.. ladders.Select(LadderMermaid.Render)],
            _ => [string.Join("\n", ladders.Select(ladder => LadderText.Plain(ladder, width)))],
        };
    }

    /// <summary>The form that a file's name asks for.</summary>
    /// <param name="path">The file.</param>
    public static LadderFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".svg" => LadderFormat.Svg,
        ".html" or ".htm" => LadderFormat.Html,
        ".mmd" or ".mermaid" => LadderFormat.Mermaid,
        _ => LadderFormat.Text,
    };

    /// <summary>The file for one of several documents: <c>ladder.svg</c>, <c>ladder-2.svg</c>, <c>ladder-3.svg</c> …</summary>
    /// <param name="path">The file for the first.</param>
    /// <param name="index">Which, from 0 on.</param>
    public static string PathFor(string path, int index) => index == 0
        ? path
        : Path.Combine(
            Path.GetDirectoryName(path) ?? string.Empty,
            $"{Path.GetFileNameWithoutExtension(path)}-{(index + 1).ToString(CultureInfo.InvariantCulture)}{Path.GetExtension(path)}");

    /// <summary>Writes a document as UTF-8 without a mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="document">The document.</param>
    /// <exception cref="IOException">It cannot be written, or there is a capture.</exception>
    public static void Write(string path, string document)
    {
        CaptureFiles.RefuseToReplace(path);
        File.WriteAllText(path, document, new UTF8Encoding(false));
    }
}
