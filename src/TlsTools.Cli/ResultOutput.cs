using System;
using System.Collections.Generic;
using System.IO;
using TlsTools.Cli.Json;

namespace TlsTools.Cli;

/// <summary>Shows results one after the other, as JSON lines or for people.</summary>
internal sealed class ResultOutput(bool isJson)
{
    private readonly Stream? _destination = isJson ? Console.OpenStandardOutput() : null;
    private readonly Utf8Output _json = new();
    private readonly TextScreen? _screen = isJson ? null : TextScreen.OpenStandardOutput();
    private readonly ObjectWriter _writer = new();

    /// <summary>Shows all.</summary>
    public void Show<T>(IEnumerable<T> results, Action<ObjectWriter, Utf8Output, T> writeJson, Action<TextScreen, T> writeText)
    {
        foreach (T result in results)
        {
            if (_destination is not null)
            {
                writeJson(_writer, _json, result);
                _json.Raw((byte)'\n');
                if (_json.IsBlockFull)
                {
                    _json.WriteTo(_destination);
                }
            }
            else
            {
                writeText(_screen!, result);
            }
        }

        if (_destination is not null)
        {
            _json.WriteTo(_destination);
            _destination.Flush();
        }

        _screen?.Flush();
    }
}
