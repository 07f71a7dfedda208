using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TlsTools.Probe;

/// <summary>Has a proxy open connections to one place. Credentials are sent to it alone, and only once it asked for them by the scheme Basic.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110, 9.3.6</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</seealso>
internal sealed class ProxyTunnel(ProbeProxy proxy, ProbeTarget place)
{
    private bool _isAsked;

    /// <summary>Opens a connection.</summary>
    /// <param name="connect">Connects to the proxy.</param>
    /// <param name="refusal">What stood against it; <see langword="null"/> where the connection leads to the place.</param>
    public RecordedConnection Open(Func<RecordedConnection> connect, out string? refusal)
    {
        while (true)
        {
            bool isShown = _isAsked;
            RecordedConnection connection = connect();
            if (connection.State != ConnectionState.Open)
            {
                refusal = $"There was no connection to the proxy {proxy}.";
                return connection;
            }

            StartTlsDialogue dialogue = new(connection);
            TimeSpan before = connection.Elapsed;
            Ask(connection);
            (string status, IReadOnlyList<string> schemes) = ReadAnswer(dialogue);
            if (status.Length > 9 && status[9] == '2')
            {
                // The way to the place and back is part of it.
                connection.RoundTrip = connection.Elapsed - before;
                connection.PutBack(dialogue.TakeRest());
                refusal = null;
                return connection;
            }

            bool wantsBasic = IsUnauthorized(status) && schemes.Contains("Basic", StringComparer.OrdinalIgnoreCase);
            if (wantsBasic && proxy.Credential is not null && !isShown)
            {
                _isAsked = true;
                connection.Dispose();
                continue;
            }

            refusal = status.Length == 0 ? $"The proxy {proxy} did not answer in HTTP."
                : IsUnauthorized(status) && !wantsBasic ? $"The proxy {proxy} wants credentials by {string.Join(", ", schemes)}, of which none is known here; it said '{status}'."
                : $"The proxy {proxy} did not open a connection to {place}; it said '{status}'.";
            return connection;
        }
    }

    // Who is given a capture of the probe is not to have the password with it.
    private void Ask(RecordedConnection connection)
    {
        string token = _isAsked && proxy.Credential is { } credential
            ? Convert.ToBase64String(Encoding.UTF8.GetBytes(credential.UserName + ":" + credential.Password))
            : string.Empty;
        connection.Send(Request(token), Request(new string('*', token.Length)));
    }

    private byte[] Request(string token) => Encoding.ASCII.GetBytes(
        $"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{(token.Length == 0 ? string.Empty : $"Proxy-Authorization: Basic {token}\r\n")}\r\n");

    private static (string Status, IReadOnlyList<string> Schemes) ReadAnswer(StartTlsDialogue dialogue)
    {
        if (!dialogue.Await("HTTP/1.", failure: string.Empty))
        {
            return (string.Empty, []);
        }

        string status = dialogue.Line;
        List<string> schemes = [];
        while (dialogue.Await(string.Empty) && dialogue.Line.Length > 0)
        {
            if (dialogue.Line.StartsWith(Challenge, StringComparison.OrdinalIgnoreCase))
            {
                schemes.Add(dialogue.Line.Substring(Challenge.Length).Trim().Split(' ')[0]);
            }
        }

        return (status, schemes);
    }

    private static bool IsUnauthorized(string status) => status.Length >= 12 && status.Substring(9, 3) == "407";

    private const string Challenge = "Proxy-Authenticate:";
}
