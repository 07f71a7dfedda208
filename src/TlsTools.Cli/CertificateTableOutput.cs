using System;
using System.Globalization;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>One line for an entry, under the name of its store: what it is called, whose it is, until when, and the state of its key.</summary>
internal sealed class CertificateTableOutput(TextScreen screen) : ICertificateOutput
{
    private readonly int _nameWidth = Math.Clamp((screen.Width - FixedWidth) / 2, 12, 60);
    private string? _source;

    public void Write(KeyStoreEntry entry)
    {
        Begin(entry.Source);
        screen.Write(Line(
            entry.Alias,
            entry.Kind.ToString(),
            entry.Subject?.Name,
            entry.Issuer?.Name,
            entry.NotAfter?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        screen.Write(TextScreen.Fit(entry.PrivateKey.ToString(), KeyWidth).TrimEnd(), Colour(entry.PrivateKey));
        screen.WriteLine();
    }

    public void Flush() => screen.Flush();

    private void Begin(string source)
    {
        if (_source == source)
        {
            return;
        }

        if (_source is not null)
        {
            screen.WriteLine();
        }

        _source = source;
        screen.Write(source, ConsoleColor.White);
        screen.WriteLine();
        screen.Write(Line("Alias", "Kind", "Subject", "Issuer", "Not after") + "Private key", ConsoleColor.DarkGray);
        screen.WriteLine();
    }

    private string Line(string? alias, string kind, string? subject, string? issuer, string? notAfter) =>
        TextScreen.Fit(alias, AliasWidth) + " "
        + TextScreen.Fit(kind, KindWidth) + " "
        + TextScreen.Fit(subject, _nameWidth) + " "
        + TextScreen.Fit(issuer, _nameWidth) + " "
        + TextScreen.Fit(notAfter, TimeWidth) + " ";

    private static ConsoleColor Colour(PrivateKeyState key) => key switch
    {
        { Readable: false } or { MatchesCertificate: false } => ConsoleColor.Red,
        { Present: true } => ConsoleColor.Green,
        _ => ConsoleColor.DarkGray,
    };

    private const int AliasWidth = 18;
    private const int KindWidth = 7;
    private const int TimeWidth = 10;
    private const int KeyWidth = 25;
    private const int SpacesBetween = 5;
    private const int FixedWidth = AliasWidth + KindWidth + TimeWidth + KeyWidth + SpacesBetween;
}
