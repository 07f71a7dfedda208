using System.CommandLine;
using System.IO;
using System.Net;
using System.Security;
using TlsTools.Probe;

namespace TlsTools.Cli;

/// <summary>Through which proxy servers are reached.</summary>
internal sealed class ProxyOptions
{
    private readonly Option<string?> _proxy = new("--proxy") { Description = "An HTTP proxy to connect through: host:port." };
    private readonly Option<string?> _user = new("--proxy-user") { Description = "The name for the proxy, where it asks for one." };
    private readonly PasswordOptions _password = new("the proxy", "proxy-");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_proxy);
        command.Add(_user);
        command.Add(_password.File);
        command.Add(_password.Variable);
    }

    /// <summary>Reads what the arguments say, <see langword="null"/> for no proxy, or says what is wrong with it.</summary>
    public bool TryRead(ParseResult arguments, TextWriter errors, out ProbeProxy? proxy)
    {
        proxy = null;
        if (arguments.GetValue(_proxy) is not { } text)
        {
            return true;
        }

        if (!_password.TryRead(arguments, errors, out SecureString? password))
        {
            return false;
        }

        NetworkCredential? credential = arguments.GetValue(_user) is { } user ? new NetworkCredential(user, password ?? new SecureString()) : null;
        bool isRight = ProbeProxy.TryParse(text, credential, out proxy);
        if (!isRight)
        {
            errors.WriteLine("tlstools: --proxy names no HTTP proxy. Write host:port or http://host:port, and give the name with --proxy-user.");
        }

        return isRight;
    }
}
