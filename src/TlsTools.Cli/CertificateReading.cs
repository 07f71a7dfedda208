using System;
using System.Collections.Generic;
using System.IO;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>Reads the key stores of a command line one after the other; one that cannot be read does not stop the others.</summary>
internal sealed class CertificateReading(KeyStoreOptions options, ICertificateOutput output, TextWriter errors)
{
    private bool _found;
    private bool _failed;

    /// <summary>Reads and shows everything.</summary>
    /// <returns>The exit code.</returns>
    public int Read(IEnumerable<string> paths, IEnumerable<string> stores)
    {
        foreach (string path in paths)
        {
            bool isFolder = Directory.Exists(path);
            foreach (string file in InputFiles.Of(path, KeyStoreFiles.Find))
            {
                Show(file, () => Open(file), isFolder);
            }
        }

        foreach (string store in stores)
        {
            Show(store, () => KeyStores.OpenSystem(store));
        }

        output.Flush();
        return _failed ? ExitCode.InputNotReadable : _found ? ExitCode.Done : ExitCode.NothingFound;
    }

    private KeyStore Open(string file)
    {
        if (file != StandardInput)
        {
            return KeyStores.Open(file, options);
        }

        using Stream stream = Console.OpenStandardInput();
        return KeyStores.Open(stream, StandardInput, options);
    }

    private void Show(string source, Func<KeyStore> open, bool isFound = false)
    {
        try
        {
            using KeyStore store = open();
            foreach (KeyStoreEntry entry in store.Entries)
            {
                _found = true;
                output.Write(entry);
            }

            output.Flush();
            foreach (string remark in store.Remarks)
            {
                errors.WriteLine($"tlstools: {source}: {remark}");
            }

            foreach (KeyStoreException problem in store.Problems)
            {
                Fail(problem.Message);
            }
        }
        catch (KeyStoreException other) when (isFound && other.Failure == KeyStoreFailure.UnknownFormat)
        {
            // A folder holds revocation lists and requests too, under the same kinds of names.
        }
        catch (KeyStoreException failure)
        {
            Fail(failure.Message);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            Fail($"{source}: there is no such file.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Fail($"{source}: {refused.Message}");
        }
    }

    private void Fail(string problem)
    {
        _failed = true;
        output.Flush();
        errors.WriteLine($"tlstools: {problem}");
    }

    private const string StandardInput = "-";
}
