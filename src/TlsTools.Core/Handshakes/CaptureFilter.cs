using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Streams;

namespace TlsTools.Handshakes;

/// <summary>Lets through what the options ask for, each question as early as it can be answered.</summary>
internal sealed class CaptureFilter
{
    private readonly TlsCaptureOptions _options;
    private readonly List<Regex> _names = [];

    /// <summary>Prepares the filter.</summary>
    public CaptureFilter(TlsCaptureOptions options)
    {
        _options = options;
        foreach (string name in options.ServerName)
        {
            string pattern = Regex.Escape(name).Replace(@"\*", ".*").Replace(@"\?", ".");
            _names.Add(new Regex($"^(?:{pattern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline));
        }
    }

    /// <summary>Whether every name is wanted, and none.</summary>
    public bool IsEmptyForNames => _names.Count == 0;

    /// <summary>Whether a conversation has the wanted ends.</summary>
    public bool Accepts(TcpConversation conversation) =>
        (_options.Port.Count == 0 || HasPort(conversation.Initiator) || HasPort(conversation.Responder))
        && (_options.Address.Count == 0 || HasAddress(conversation.Initiator) || HasAddress(conversation.Responder));

    /// <summary>Whether a handshake asks for a wanted name.</summary>
    public bool Accepts(TlsHandshake handshake)
    {
        if (_names.Count == 0)
        {
            return true;
        }

        string? asked = handshake.ServerName;
        return asked is not null && _names.Exists(name => name.IsMatch(asked));
    }

    private bool HasPort(IPEndPoint end) => Contains(_options.Port, end.Port);

    private bool HasAddress(IPEndPoint end) => Contains(_options.Address, end.Address);

    private static bool Contains<T>(IReadOnlyList<T> wanted, T value)
    {
        foreach (T one in wanted)
        {
            if (EqualityComparer<T>.Default.Equals(one, value))
            {
                return true;
            }
        }

        return false;
    }
}
