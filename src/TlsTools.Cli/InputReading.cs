using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using TlsTools.Capture;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Cli;

/// <summary>Opens what the command line names; one input that cannot be read does not stop the others.</summary>
internal sealed class InputReading(KeyStoreOptions passwords, TextWriter errors) : IDisposable
{
    private readonly List<KeyStore> _stores = [];

    /// <summary>Whether something could not be read.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Lets a command take passwords, and act with what opens inputs with them.</summary>
    /// <param name="command">The command.</param>
    /// <param name="act">What it does; the result is the exit code.</param>
    public static void SetAction(Command command, Func<ParseResult, InputReading, int> act)
    {
        PasswordOptions passwords = new();
        command.Options.Add(passwords.File);
        command.Options.Add(passwords.Variable);
        command.SetAction(arguments =>
        {
            if (!passwords.TryRead(arguments, Console.Error, out KeyStoreOptions stores))
            {
                return ExitCode.InputNotReadable;
            }

            using InputReading inputs = new(stores, Console.Error);
            return act(arguments, inputs);
        });
    }

    /// <summary>The exit code of a command that has shown what it found.</summary>
    /// <param name="hasResults">Whether it found something.</param>
    /// <param name="nothing">Why it may have found nothing.</param>
    public int Finish(bool hasResults, string? nothing = null)
    {
        if (!HasFailed && !hasResults && nothing is not null)
        {
            errors.WriteLine($"tlstools: {nothing}");
        }

        return HasFailed ? ExitCode.InputNotReadable : hasResults ? ExitCode.Done : ExitCode.NothingFound;
    }

    /// <summary>The entries of key stores, or of those that a folder holds.</summary>
    public IReadOnlyList<KeyStoreEntry> Entries(IEnumerable<string>? paths) =>
        [.. (paths ?? []).SelectMany(path => InputFiles.Of(path, KeyStoreFiles.Find)).SelectMany(path => Try(path, () => OpenStore(KeyStores.Open(path, passwords))) ?? [])];

    /// <summary>The entries of stores of the operating system.</summary>
    public IReadOnlyList<KeyStoreEntry> SystemStores(IEnumerable<string> names) => [.. names.SelectMany(name => Try(name, () => OpenStore(KeyStores.OpenSystem(name))) ?? [])];

    /// <summary>The certificates that trust stores trust; <see langword="null"/> where none was named.</summary>
    public IReadOnlyList<TlsCertificate>? Trusted(string[]? paths) => paths is { Length: > 0 } ? AuthorityReader.Trusted(Entries(paths)) : null;

    /// <summary>All certificates of files.</summary>
    public IReadOnlyList<TlsCertificate> Certificates(string[]? paths) => [.. Entries(paths).SelectMany(entry => entry.AsStored).Distinct()];

    /// <summary>What servers want, from captures, texts and stores.</summary>
    public IReadOnlyList<ClientCertificateRequest> Requests(IEnumerable<string>? paths) =>
    [
        .. (paths ?? []).SelectMany(path => InputFiles.Of(path, CaptureFiles.Find)).SelectMany(path => Try(path, () =>
        {
            if (path == HandshakeReading.StandardInput)
            {
                using MemoryStream input = new();
                using Stream standardInput = Console.OpenStandardInput();
                standardInput.CopyTo(input);
                input.Position = 0;
                return AuthorityReader.Read(input, path, passwords);
            }

            using FileStream file = File.OpenRead(path);
            return AuthorityReader.Read(file, path, passwords);
        }) ?? []),
    ];

    /// <summary>One handshake of a capture: the one with the number, or the first that shows a request.</summary>
    public ClientCertificateRequest? Handshake(string path, int? number) => Try(path, () =>
    {
        TlsHandshake? first = null;
        foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(path))
        {
            first ??= handshake;
            if (number is { } wanted ? handshake.Number == wanted : handshake.AcceptableCA is not null)
            {
                return ClientCertificateRequest.FromHandshake(handshake);
            }
        }

        return number is null && first is not null
            ? ClientCertificateRequest.FromHandshake(first)
            : throw new InvalidDataException(number is null ? "There is no TLS handshake in it." : $"It has no handshake {number}.");
    });

    /// <summary>Revocation lists and OCSP responses, in DER or PEM; what is damaged or neither is an error.</summary>
    public RevocationData Revocation(string[]? paths) =>
        RevocationData.Combine((paths ?? []).SelectMany(path => InputFiles.Of(path, folder => [folder])).Select(path =>
        {
            RevocationData data = Try(path, () => RevocationData.Read(File.ReadAllBytes(path))) ?? RevocationData.Empty;
            foreach (string problem in data.Problems)
            {
                Fail($"{path}: {problem}");
            }

            return data;
        }));

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private IReadOnlyList<KeyStoreEntry> OpenStore(KeyStore store)
    {
        _stores.Add(store);
        foreach (KeyStoreException problem in store.Problems)
        {
            Fail(problem.Message);
        }

        return store.Entries;
    }

    private T? Try<T>(string path, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is CaptureFormatException or KeyStoreException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Fail(failure is KeyStoreException ? failure.Message : $"{path}: {failure.Message}");
            return null;
        }
    }

    private void Fail(string problem)
    {
        HasFailed = true;
        errors.WriteLine($"tlstools: {problem}");
    }
}
