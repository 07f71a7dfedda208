using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TlsTools.Stores;

namespace TlsTools.Commands;

/// <summary>Reads key stores for a cmdlet; each that fails, and each key that does, is one error, and the others go on.</summary>
/// <param name="command">Who reads them.</param>
internal sealed class KeyStoreInputs(PSCmdlet command)
{
    private readonly InputPaths _paths = new(command, KeyStoreFiles.Find, Errors.NoKeyStoreInFolder);

    /// <summary>The entries of the files of one path.</summary>
    public IEnumerable<KeyStoreEntry> FromPath(string path, bool isLiteral, KeyStoreOptions options)
    {
        foreach ((string file, bool isFound) in _paths.Files(path, isLiteral))
        {
            foreach (KeyStoreEntry entry in Read(file, () => KeyStores.Open(file, options), isFound))
            {
                yield return entry;
            }
        }
    }

    /// <summary>The entries of a store of the operating system.</summary>
    public IEnumerable<KeyStoreEntry> FromSystem(string name) => Read(name, () => KeyStores.OpenSystem(name));

    private IReadOnlyList<KeyStoreEntry> Read(string source, Func<KeyStore> open, bool isFound = false)
    {
        try
        {
            KeyStore store = open();
            foreach (string remark in store.Remarks)
            {
                command.WriteWarning($"{source}: {remark}");
            }

            foreach (KeyStoreException problem in store.Problems)
            {
                command.WriteError(Record(problem));
            }

            return store.Entries;
        }
        catch (KeyStoreException other) when (isFound && other.Failure == KeyStoreFailure.UnknownFormat)
        {
            // A folder holds revocation lists and requests too, under the same kinds of names.
            command.WriteVerbose(other.Message);
        }
        catch (KeyStoreException failure)
        {
            command.WriteError(Record(failure));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            command.WriteError(Errors.FileNotFound(source, missing));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            command.WriteError(Errors.FileNotReadable(source, refused));
        }

        return [];
    }

    /// <summary>The error for a store that cannot be read.</summary>
    public static ErrorRecord Record(KeyStoreException failure) => failure.Failure switch
    {
        KeyStoreFailure.UnknownFormat => Errors.KeyStoreFormatUnknown(failure),
        KeyStoreFailure.PasswordRequired => Errors.KeyStorePasswordRequired(failure),
        KeyStoreFailure.WrongPassword => Errors.KeyStorePasswordWrong(failure),
        KeyStoreFailure.KeyUnreadable => Errors.PrivateKeyNotReadable(failure),
        KeyStoreFailure.NotAvailable => Errors.StoreNotAvailable(failure),
        KeyStoreFailure.LimitExceeded => Errors.KeyStoreLimitExceeded(failure),
        _ => Errors.KeyStoreDamaged(failure),
    };
}
