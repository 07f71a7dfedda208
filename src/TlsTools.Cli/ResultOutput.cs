using System;
using System.Collections.Generic;
using TlsTools.Cli.Json;

namespace TlsTools.Cli;

/// <summary>Shows results one after the other, as JSON lines or for people.</summary>
/// <param name="isJson">Whether as JSON.</param>
/// <param name="isLive">Whether each is shown at once, because the next may be long in coming.</param>
internal sealed class ResultOutput(bool isJson, bool isLive = false)
{
    private readonly JsonLines? _json = isJson ? new JsonLines(StandardOutput.Open()) : null;
    private readonly TextScreen? _screen = isJson ? null : TextScreen.OpenStandardOutput();
    private readonly ObjectWriter _writer = new();

    /// <summary>Shows all.</summary>
    public void Show<T>(IEnumerable<T> results, Action<ObjectWriter, Utf8Output, T> writeJson, Action<TextScreen, T> writeText)
    {
        foreach (T result in results)
        {
            if (_json is not null)
            {
                writeJson(_writer, _json.Line, result);
                _json.EndLine();
            }
            else
            {
                writeText(_screen!, result);
            }

            if (isLive)
            {
                _json?.Flush();
                _screen?.Flush();
            }
        }

        _json?.Flush();
        _screen?.Flush();
    }
}
