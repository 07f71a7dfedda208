using System;
using System.CommandLine;
using System.IO;
using TlsTools.Probe;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>The options that name a certificate with its key.</summary>
/// <param name="name">The option that names its file.</param>
/// <param name="description">What it is for.</param>
internal sealed class IdentityOptions(string name, string description)
{
    private readonly Option<string[]> _files = new(name)
    {
        Description = $"{description} PEM, PFX, JKS or another store with the key in it; several PEM files are read as one.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _alias = new("--alias") { Description = "Which private key, where the store has several." };

    /// <summary>Where the password comes from.</summary>
    public PasswordOptions Password { get; } = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _files, _alias, Password.File, Password.Variable })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads the certificate that the arguments name, or says why it cannot be read.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="errors">Takes the reason.</param>
    /// <param name="identity">The certificate; <see langword="null"/> where the arguments name none.</param>
    public bool TryRead(ParseResult arguments, TextWriter errors, out TlsIdentity? identity)
    {
        identity = null;
        if (arguments.GetValue(_files) is not { Length: > 0 } files)
        {
            return true;
        }

        if (!Password.TryRead(arguments, errors, out KeyStoreOptions options))
        {
            return false;
        }

        try
        {
            identity = TlsIdentity.Open(files, options, arguments.GetValue(_alias));
            return true;
        }
        catch (Exception failure) when (failure is KeyStoreException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"tlstools: {failure.Message}");
            return false;
        }
    }
}
