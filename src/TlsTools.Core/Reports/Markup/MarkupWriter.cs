using System;
using System.Globalization;
using System.Text;
using TlsTools.Reports.Ladders;

namespace TlsTools.Reports.Markup;

/// <summary>Writes HTML and SVG. Text and values of attributes go in by methods that escape them; there is no other way in for what was read.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Writes markup as it stands; only for what is written in this program.</summary>
    public MarkupWriter Raw(string markup)
    {
        _ = _text.Append(markup);
        return this;
    }

    /// <summary>Begins an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Names and values of its attributes; one without a value is left out.</param>
    public MarkupWriter Open(string name, params (string Name, string? Value)[] attributes)
    {
        WriteTag(name, attributes);
        _ = _text.Append('>');
        return this;
    }

    /// <summary>An element without content.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Names and values of its attributes.</param>
    public MarkupWriter Empty(string name, params (string Name, string? Value)[] attributes)
    {
        WriteTag(name, attributes);
        _ = _text.Append("/>");
        return this;
    }

    /// <summary>Ends an element.</summary>
    public MarkupWriter Close(string name)
    {
        _ = _text.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>An element that holds text only.</summary>
    public MarkupWriter Element(string name, string text, params (string Name, string? Value)[] attributes) => Open(name, attributes).Text(text).Close(name);

    /// <summary>Text, escaped.</summary>
    public MarkupWriter Text(string text)
    {
        _ = _text.Append(Escape(text));
        return this;
    }

    /// <summary>Ends the line of the source, for who reads it.</summary>
    public MarkupWriter Line()
    {
        _ = _text.Append('\n');
        return this;
    }

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A number as attributes have it.</summary>
    public static string Number(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes text safe within an element or a quoted value: invisible characters are shown, signs of markup replaced.</summary>
    /// <param name="text">The text.</param>
    public static string Escape(string text)
    {
        string visible = SafeText.Of(text);
        if (visible.IndexOfAny(s_signs) < 0)
        {
            return visible;
        }

        StringBuilder escaped = new(visible.Length + 32);
        foreach (char character in visible)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    private void WriteTag(string name, (string Name, string? Value)[] attributes)
    {
        _ = _text.Append('<').Append(name);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
            {
                _ = _text.Append(' ').Append(attribute).Append("=\"").Append(Escape(value)).Append('"');
            }
        }
    }

    private static readonly char[] s_signs = ['&', '<', '>', '"', '\''];
}
