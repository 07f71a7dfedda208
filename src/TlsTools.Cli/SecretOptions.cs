using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using TlsTools.Decryption;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>Where a command line takes the secrets from with which handshakes are decrypted.</summary>
internal sealed class SecretOptions(PasswordOptions passwords)
{
    private readonly Option<string[]> _keyLog = new("--key-log") { Description = "An NSS key log, as SSLKEYLOGFILE names it; handshakes and alerts are decrypted with it, application data is not." };
    private readonly Option<string[]> _serverKey = new("--server-key") { Description = "A server's RSA key (PEM, PFX, JKS), for handshakes with RSA key exchange." };
    private readonly Option<string[]> _sharedKey = new("--psk-file") { Description = "A file with pre-shared keys in hex, one a line, each with an identity and a colon before it, or without." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _keyLog, _serverKey, _sharedKey })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads what the arguments name; one file that cannot be read does not stop the others.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="errors">Where to say what cannot be read.</param>
    /// <param name="hasFailed">Whether something could not be read.</param>
    /// <returns>The secrets; <see langword="null"/> when none are named.</returns>
    public TlsSecrets? Read(ParseResult arguments, TextWriter errors, out bool hasFailed)
    {
        string[] logs = arguments.GetValue(_keyLog) ?? [];
        string[] keys = arguments.GetValue(_serverKey) ?? [];
        string[] shared = arguments.GetValue(_sharedKey) ?? [];
        string? variable = Environment.GetEnvironmentVariable(KeyLogVariable);
        hasFailed = false;
        KeyStoreOptions options = new();
        if (keys.Length > 0 && !passwords.TryRead(arguments, errors, out options))
        {
            hasFailed = true;
        }

        if (logs.Length + keys.Length + shared.Length == 0 && !File.Exists(variable))
        {
            return null;
        }

        TlsSecrets secrets = new();
        bool failed = false;
        if (File.Exists(variable))
        {
            AddKeyLog(variable);
        }

        ForEach(logs, AddKeyLog);
        ForEach(keys, path =>
        {
            using KeyStore store = KeyStores.Open(path, options);
            if (secrets.AddServerKeys(store) == 0)
            {
                errors.WriteLine($"tlstools: {path}: there is no RSA key in it that can be used.");
                failed = true;
            }
        });
        ForEach(shared, path =>
        {
            using FileStream file = File.OpenRead(path);
            if (secrets.AddPreSharedKeys(file) is > 0 and int wrong)
            {
                errors.WriteLine($"tlstools: {path}: lines that are no pre-shared key: {wrong}.");
            }
        });
        hasFailed |= failed;
        return secrets;

        void AddKeyLog(string path)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            secrets.AddKeyLog(file);
        }

        void ForEach(IEnumerable<string> paths, Action<string> read)
        {
            foreach (string path in paths)
            {
                foreach (string file in InputFiles.Of(path, folder => Directory.EnumerateFiles(folder)))
                {
                    try
                    {
                        read(file);
                    }
                    catch (Exception failure) when (failure is KeyStoreException or IOException or UnauthorizedAccessException)
                    {
                        failed = true;
                        errors.WriteLine(failure is KeyStoreException ? $"tlstools: {failure.Message}" : $"tlstools: {file}: {failure.Message}");
                    }
                }
            }
        }
    }

    /// <summary>Says what became of the lines, if somebody should know.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="secrets">What was read.</param>
    /// <param name="errors">Where to say it.</param>
    public void Tell(ParseResult arguments, TlsSecrets? secrets, TextWriter errors)
    {
        // Nobody gave the lines of the variable's file for just these captures.
        if (secrets is { Report: { Lines: > 0 } report } && arguments.GetValue(_keyLog) is { Length: > 0 })
        {
            errors.WriteLine($"tlstools: key log: {report}");
        }
    }

    private const string KeyLogVariable = "SSLKEYLOGFILE";
}
