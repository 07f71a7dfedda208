using System;
using System.IO;
using System.Text;

namespace TlsTools.Cli;

/// <summary>Standard output for people: as wide as the terminal, and in colour only where one takes it.</summary>
internal sealed class TextScreen(TextWriter writer, int width, bool isColoured)
{
    /// <summary>Characters in a line.</summary>
    public int Width { get; } = width;

    /// <summary>Opens standard output. <see href="https://no-color.org">NO_COLOR</see> and a terminal that calls itself dumb are respected.</summary>
    public static TextScreen OpenStandardOutput()
    {
        if (Console.IsOutputRedirected)
        {
            return new TextScreen(new StreamWriter(StandardOutput.Open(), new UTF8Encoding(false), 16 * 1024), DefaultWidth, false);
        }

        bool isColoured = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new TextScreen(Console.Out, Math.Max(Console.WindowWidth - 1, NarrowestWidth), isColoured);
    }

    /// <summary>Writes text.</summary>
    public void Write(string text) => writer.Write(PlainText.Of(text));

    /// <summary>Writes text in a colour.</summary>
    public void Write(string text, ConsoleColor colour)
    {
        if (isColoured && !OperatingSystem.IsWindows())
        {
            // The platform makes black of dark grey where a terminal is said to have eight colours, and white cannot be read on
            // paper: headings are bold or faint in whatever colour the text has.
            writer.Write(colour switch
            {
                ConsoleColor.White => "\u001b[1m",
                ConsoleColor.DarkGray => "\u001b[2m",
                ConsoleColor.Red => "\u001b[31m",
                ConsoleColor.Green => "\u001b[32m",
                ConsoleColor.Yellow => "\u001b[33m",
                ConsoleColor.Cyan => "\u001b[36m",
                _ => string.Empty,
            });
            Write(text);
            writer.Write("\u001b[0m");
        }
        else if (isColoured)
        {
            Console.ForegroundColor = colour;
            Write(text);
            Console.ResetColor();
        }
        else
        {
            Write(text);
        }
    }

    /// <summary>Ends the line.</summary>
    public void WriteLine() => writer.WriteLine();

    /// <summary>Hands everything over.</summary>
    public void Flush() => writer.Flush();

    /// <summary>Makes text exactly as wide as a column; what does not fit ends in an ellipsis.</summary>
    public static string Fit(string? text, int width)
    {
        text ??= "";
        return text.Length <= width ? text.PadRight(width) : string.Concat(text.AsSpan(0, width - 1), "…");
    }

    // What the PowerShell views are made for.
    private const int DefaultWidth = 120;

    // Below this a table says nothing any more, and a terminal's own line breaks are the lesser evil.
    private const int NarrowestWidth = 80;
}
