using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Cli;

/// <summary>The options that say what a server wants of client certificates.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _handshake = new("--handshake") { Description = "A capture; the first handshake in it that shows a request for a client certificate." };
    private readonly Option<int?> _number = new("--number") { Description = "The handshake of the capture with this number." };
    private readonly Option<string?> _authorities = new("--acceptable-ca") { Description = "The server's list: a CA bundle, output of s_client, a debug log, or a text with one name a line." };
    private readonly Option<string[]> _trustStore = new("--trust-store") { Description = "What the server trusts." };
    private readonly Option<string[]> _schemes = new("--signature-schemes") { Description = "The signature schemes that the server takes, separated by commas.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _others = new("--other-certificate") { Description = "Further certificates from which chains can be built." };

    /// <summary>Makes the options.</summary>
    public ServerOptions() => _schemes.Validators.Add(static result =>
    {
        foreach (string name in Split(result.Tokens.Select(token => token.Value)).Where(name => !SignatureScheme.TryParse(name, out _)))
        {
            result.AddError($"'{name}' names no signature scheme.");
        }
    });

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _handshake, _number, _authorities, _trustStore, _schemes, _others })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What the server trusts; <see langword="null"/> when that was not said.</summary>
    public IReadOnlyList<TlsCertificate>? Trusted(ParseResult arguments, InputReading inputs) => inputs.Trusted(arguments.GetValue(_trustStore));

    /// <summary>Certificates from which chains to it can be built.</summary>
    public IReadOnlyList<TlsCertificate> Others(ParseResult arguments, InputReading inputs) => inputs.Certificates(arguments.GetValue(_others));

    /// <summary>What the server wants, put together from all options; <see langword="null"/> when an input could not be read.</summary>
    public ClientCertificateRequest? Request(ParseResult arguments, InputReading inputs, IReadOnlyList<TlsCertificate>? trusted)
    {
        ClientCertificateRequest? request = new() { Source = "command line" };
        if (arguments.GetValue(_handshake) is { } capture)
        {
            request = inputs.Handshake(capture, arguments.GetValue(_number));
        }

        if (arguments.GetValue(_authorities) is { } path)
        {
            ClientCertificateRequest? listed = inputs.Requests([path]) is [var first, ..] ? first : null;
            request = request is null || listed is null ? null
                : arguments.GetValue(_handshake) is null ? listed
                : request with { NotRequested = false, Authorities = listed.Authorities, Certificates = [.. request.Certificates, .. listed.Certificates] };
        }
        else if (request is { Authorities: null } && trusted is not null)
        {
            request = request with { Source = string.Join(", ", arguments.GetValue(_trustStore)!), Authorities = AcceptableAuthorityList.FromCertificates(trusted, "trust store") };
        }

        SignatureScheme[] schemes = [.. Split(arguments.GetValue(_schemes) ?? []).Select(SignatureScheme.Parse)];
        return request is not null && schemes.Length > 0 ? request with { SignatureSchemes = schemes } : request;
    }

    private static IEnumerable<string> Split(IEnumerable<string> values) =>
        values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
