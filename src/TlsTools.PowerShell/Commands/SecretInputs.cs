using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TlsTools.Decryption;
using TlsTools.Stores;

namespace TlsTools.Commands;

/// <summary>Reads the secrets with which a cmdlet decrypts handshakes, and says what became of them.</summary>
/// <param name="command">Who reads them.</param>
internal sealed class SecretInputs(PSCmdlet command)
{
    private readonly InputPaths _paths = new(command, static folder => Directory.EnumerateFiles(folder), Errors.NoSecretsInFolder);
    private bool _hasKeyLogs;

    /// <summary>What was read; <see langword="null"/> when nothing was given.</summary>
    public TlsSecrets? Secrets { get; private set; }

    /// <summary>Reads everything; a file that cannot be read is one error, and the others go on.</summary>
    public void Read(string[] keyLogs, string[] serverKeys, string[] sharedKeys, KeyStoreOptions options)
    {
        _hasKeyLogs = keyLogs.Length > 0;
        string? variable = Environment.GetEnvironmentVariable(KeyLogVariable);
        if (File.Exists(variable))
        {
            Try(variable, AddKeyLog);
        }

        foreach (string file in Files(keyLogs))
        {
            Try(file, AddKeyLog);
        }

        foreach (string file in Files(serverKeys))
        {
            Try(file, path =>
            {
                using KeyStore store = KeyStores.Open(path, options);
                foreach (KeyStoreException problem in store.Problems)
                {
                    command.WriteError(KeyStoreInputs.Record(problem));
                }

                if ((Secrets ??= new TlsSecrets()).AddServerKeys(store) == 0)
                {
                    command.WriteError(Errors.NoServerKey(path));
                }
            });
        }

        foreach (string file in Files(sharedKeys))
        {
            Try(file, path =>
            {
                using FileStream stream = File.OpenRead(path);
                if ((Secrets ??= new TlsSecrets()).AddPreSharedKeys(stream) is > 0 and int wrong)
                {
                    command.WriteWarning($"{path}: {wrong} lines are no pre-shared key.");
                }
            });
        }
    }

    /// <summary>Says what became of the lines of key logs.</summary>
    public void Tell()
    {
        if (Secrets?.Report is not { Lines: > 0 } report)
        {
            return;
        }

        // Nobody gave the lines of the variable's file for just these captures.
        if (report.NeedsAttention && _hasKeyLogs)
        {
            command.WriteWarning($"Key log: {report}");
        }
        else
        {
            command.WriteVerbose($"Key log: {report}");
        }
    }

    /// <summary>Says what became of the lines that a capture carries.</summary>
    public void TellCarried(string file, SecretsReport report) => command.WriteVerbose($"{file} carries secrets: {report}");

    private List<string> Files(string[] paths) => paths.SelectMany(path => _paths.Files(path, isLiteral: false)).Select(found => found.File).ToList();

    private void AddKeyLog(string path)
    {
        // The program that writes it may still have it open.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        (Secrets ??= new TlsSecrets()).AddKeyLog(stream);
    }

    private void Try(string path, Action<string> read)
    {
        try
        {
            read(path);
        }
        catch (KeyStoreException failure)
        {
            command.WriteError(KeyStoreInputs.Record(failure));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            command.WriteError(Errors.FileNotFound(path, missing));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            command.WriteError(Errors.FileNotReadable(path, refused));
        }
    }

    private const string KeyLogVariable = "SSLKEYLOGFILE";
}
