namespace TlsTools.Cli;

/// <summary>What the command line tells a script; docs/tlstools.md has the same list.</summary>
internal static class ExitCode
{
    /// <summary>There were results, and every input was read to its end.</summary>
    public const int Done = 0;

    /// <summary>Every input was read, and nothing that was asked for is in it.</summary>
    public const int NothingFound = 1;

    /// <summary>An input, or the command line itself, could not be read; what could be was shown.</summary>
    public const int InputNotReadable = 2;
}
