using System;
using System.Collections.Generic;
using System.Text;
using TlsTools.Carriers;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>What is said before TLS in the protocols that begin without it. Reads line by line or byte by byte; the connection's time limit holds.</summary>
internal sealed class StartTlsDialogue(RecordedConnection connection)
{
    private readonly List<byte> _bytes = [];
    private int _read;

    /// <summary>The server's latest line; empty where it said nothing more.</summary>
    public string Line { get; private set; } = string.Empty;

    /// <summary>Whether the server has said more than it was asked.</summary>
    public bool HasMore => _bytes.Count > 0;

    /// <summary>Sends text.</summary>
    public void Say(string text) => connection.Send(Encoding.ASCII.GetBytes(text));

    /// <summary>Sends bytes.</summary>
    public void Say(byte[] bytes) => connection.Send(bytes);

    /// <summary>Reads lines up to one that begins so.</summary>
    /// <param name="start">How the line begins.</param>
    /// <param name="visit">Is shown each line before it and the line itself.</param>
    /// <param name="failure">How a line begins that refuses; <see langword="null"/> where any other line may come before.</param>
    public bool Await(string start, Action<string>? visit = null, string? failure = null)
    {
        while (ReadLine())
        {
            visit?.Invoke(Line);
            if (Line.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (failure is not null && Line.StartsWith(failure, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads a reply of digits, also of several lines: 220-… 220 …</summary>
    public bool AwaitReply(string code, Action<string>? visit = null)
    {
        while (ReadLine())
        {
            visit?.Invoke(Line);
            if (Line.Length >= 3 && char.IsDigit(Line[0]) && char.IsDigit(Line[1]) && char.IsDigit(Line[2]) && (Line.Length == 3 || Line[3] == ' '))
            {
                return Line.StartsWith(code, StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <summary>Reads up to one of two texts.</summary>
    /// <returns>Whether it was the first.</returns>
    public bool AwaitText(string wanted, string failure)
    {
        while (true)
        {
            Line = NameText.Neutralize(Encoding.ASCII.GetString(_bytes.ToArray()));
            bool isFailure = Line.Contains(failure);
            if (isFailure || Line.Contains(wanted))
            {
                _bytes.Clear();
                return !isFailure;
            }

            if (!Fill())
            {
                return false;
            }
        }
    }

    /// <summary>Reads bytes; <see langword="null"/> where the server does not send so many.</summary>
    public byte[]? ReadBytes(int count)
    {
        while (_bytes.Count < count)
        {
            if (!Fill())
            {
                return null;
            }
        }

        byte[] bytes = [.. _bytes.GetRange(0, count)];
        _bytes.RemoveRange(0, count);
        return bytes;
    }

    /// <summary>Takes what the server has said beyond what was read.</summary>
    public byte[] TakeRest()
    {
        byte[] rest = [.. _bytes];
        _bytes.Clear();
        return rest;
    }

    /// <summary>Leads a dialogue that captures are read with: says what the client says, and hears the server until the dialogue is decided.</summary>
    /// <returns>Whether TLS follows.</returns>
    public bool Converse(Dialogue dialogue, byte[] request)
    {
        dialogue.Read(Side.Client, request);
        Say(request);
        while (dialogue.State == DialogueState.Talking && Fill())
        {
            _bytes.RemoveRange(0, dialogue.Read(Side.Server, _bytes.ToArray()));
        }

        Line = dialogue.Refusal?.Text ?? string.Empty;
        return dialogue.State == DialogueState.Tls;
    }

    private bool ReadLine()
    {
        int end;
        while ((end = _bytes.IndexOf((byte)'\n')) < 0)
        {
            if (!Fill())
            {
                Line = string.Empty;
                return false;
            }
        }

        Line = NameText.Neutralize(Encoding.ASCII.GetString(_bytes.GetRange(0, end).ToArray()).TrimEnd('\r'));
        _bytes.RemoveRange(0, end + 1);
        return true;
    }

    private bool Fill()
    {
        byte[] received = connection.Receive(TimeSpan.FromDays(1));
        _read += received.Length;
        _bytes.AddRange(received);
        return received.Length > 0 && _read <= MostRead;
    }

    // Protects time and memory from a server that greets without end; the longest greetings of practice have some kilobytes.
    private const int MostRead = 64 * 1024;
}
