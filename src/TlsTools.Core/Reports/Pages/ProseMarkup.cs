using TlsTools.Reports.Ladders;
using TlsTools.Reports.Markup;

namespace TlsTools.Reports.Pages;

/// <summary>Text of rules and remedies, in which backticks mark what is typed.</summary>
internal static class ProseMarkup
{
    /// <summary>Writes the text.</summary>
    public static MarkupWriter Prose(this MarkupWriter writer, string text)
    {
        string[] parts = text.Split('`');
        for (int i = 0; i < parts.Length; i++)
        {
            // A backtick without its other half is one.
            bool isCode = i % 2 == 1 && i < parts.Length - 1;
            _ = isCode ? writer.Element("code", parts[i]) : writer.Text(i % 2 == 1 ? "`" + parts[i] : parts[i]);
        }

        return writer;
    }

    /// <summary>The beginning of a text that is longer than anybody reads.</summary>
    /// <param name="text">The text.</param>
    public static string Clip(string text) => SafeText.Clip(text, LongestText);

    // Protects the page from a name as long as a message can be.
    private const int LongestText = 600;
}
