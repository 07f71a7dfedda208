using System.IO;
using TlsTools.Reports.Markup;

namespace TlsTools.Reports.Pages;

/// <summary>What every page has around its content.</summary>
internal static class ReportPage
{
    /// <summary>All before the content.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="title">The page's title.</param>
    public static void Begin(TextWriter writer, string title)
    {
        writer.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        writer.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportAssets.Policy}\">\n");
        writer.Write("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        writer.Write($"<title>{MarkupWriter.Escape(title)}</title>\n<style>{ReportAssets.Style}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
    }

    /// <summary>All after the content.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="remark">What the foot of the page says.</param>
    public static void End(TextWriter writer, string remark)
    {
        writer.Write($"<footer><p>{MarkupWriter.Escape(remark)}</p></footer>\n<script>{ReportAssets.Script}</script>\n</body>\n</html>\n");
    }
}
