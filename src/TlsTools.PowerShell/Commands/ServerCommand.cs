using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Capture;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Commands;

/// <summary>What all cmdlets share that ask what a server wants of client certificates: files of many kinds, and one error for each that fails.</summary>
public abstract class ServerCommand : PSCmdlet, IDisposable
{
    private readonly KeyStoreInputs _stores;
    private readonly InputPaths _files;
    private readonly InputPaths _revocation;
    private readonly List<KeyStoreEntry> _opened = [];

    /// <summary>Makes a command that has not begun.</summary>
    protected ServerCommand()
    {
        _stores = new KeyStoreInputs(this);
        _files = new InputPaths(this, CaptureFiles.Find, Errors.NoCaptureInFolder);

        // Folders are not searched: reading one as a file is the error.
        _revocation = new InputPaths(this, folder => [folder], Errors.NoCaptureInFolder);
    }

    /// <summary>The password of key stores that have one.</summary>
    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    private protected KeyStoreOptions StoreOptions => new() { Password = _ => Password };

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Clears what the command has opened.</summary>
    /// <param name="disposing">Whether the command is being disposed of in order.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _opened.ForEach(entry => entry.Dispose());
            _opened.Clear();
        }
    }

    /// <summary>The entries of key store files; the keys are cleared when the command ends.</summary>
    private protected IEnumerable<KeyStoreEntry> ReadEntries(IEnumerable<string> paths, bool isLiteral) =>
        paths.SelectMany(path => _stores.FromPath(path, isLiteral, StoreOptions)).Select(Keep);

    /// <summary>The entries of stores of the operating system.</summary>
    private protected IEnumerable<KeyStoreEntry> ReadSystemStores(IEnumerable<string> names) =>
        names.SelectMany(_stores.FromSystem).Select(Keep);

    /// <summary>What servers want, from captures, texts and stores.</summary>
    private protected IEnumerable<ClientCertificateRequest> ReadRequests(IEnumerable<string> paths, bool isLiteral) =>
        paths.SelectMany(path => _files.Files(path, isLiteral)).Select(found => found.File).SelectMany(file => Try(file, () =>
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return AuthorityReader.Read(stream, file, StoreOptions);
        }) ?? []);

    /// <summary>A list from whatever names authorities: objects of this module, certificates, files, names as text.</summary>
    private protected AcceptableAuthorityList? ReadList(IEnumerable<object> items)
    {
        List<AcceptableAuthorityList> lists = [];
        List<DistinguishedName> names = [];
        List<TlsCertificate> certificates = [];
        foreach (object item in items.Select(item => item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item))
        {
            switch (item)
            {
                case AcceptableAuthorityList list:
                    lists.Add(list);
                    break;
                case TlsHandshake handshake when ClientCertificateRequest.FromHandshake(handshake).Authorities is { } seen:
                    lists.Add(seen);
                    break;
                case AcceptableAuthority authority:
                    names.Add(authority.Name);
                    certificates.AddRange(authority.Certificate is { } known ? [known] : Array.Empty<TlsCertificate>());
                    break;
                case DistinguishedName name:
                    names.Add(name);
                    break;
                case TlsCertificate { Subject: { } subject } certificate:
                    names.Add(subject);
                    certificates.Add(certificate);
                    break;
                case KeyStoreEntry { Subject: { } subject } entry:
                    names.Add(subject);
                    certificates.AddRange(entry.Chain);
                    break;
                case X509Certificate2 platform when TlsCertificate.FromDer(platform.RawData) is { Subject: { } subject } certificate:
                    names.Add(subject);
                    certificates.Add(certificate);
                    break;
                case string text when DistinguishedName.TryParse(text, out DistinguishedName? name) && name.RelativeNames.Count > 0 && !InvokeProvider.Item.Exists(text, force: false, literalPath: true):
                    names.Add(name);
                    break;
                default:
                    lists.AddRange(ReadRequests([item.ToString()!], isLiteral: false).Select(request => request.Authorities).OfType<AcceptableAuthorityList>());
                    break;
            }
        }

        if (names.Count > 0)
        {
            lists.Add(AcceptableAuthorityList.FromNames(names, NamesGiven).WithCertificates(certificates, at: null));
        }

        return lists.Count > 1
            ? AcceptableAuthorityList.FromNames(lists.SelectMany(list => list.Authorities).Select(authority => authority.Name), string.Join(", ", lists.Select(list => list.Source).Distinct()))
                .WithCertificates(lists.SelectMany(list => list.Authorities).Select(authority => authority.Certificate).OfType<TlsCertificate>(), at: null)
            : lists.Count == 1 ? lists[0] : null;
    }

    /// <summary>Revocation lists and OCSP responses, in DER or PEM; what is damaged or neither is an error.</summary>
    private protected RevocationData ReadRevocation(IEnumerable<string> paths) =>
        RevocationData.Combine(paths.SelectMany(path => _revocation.Files(path, isLiteral: false)).Select(found => found.File).Select(file =>
        {
            RevocationData data = Try(file, () => RevocationData.Read(File.ReadAllBytes(file))) ?? RevocationData.Empty;
            foreach (string problem in data.Problems)
            {
                WriteError(Errors.RevocationDataNotReadable(file, problem));
            }

            return data;
        }));

    private const string NamesGiven = "the names given";

    private KeyStoreEntry Keep(KeyStoreEntry entry)
    {
        _opened.Add(entry);
        return entry;
    }

    /// <summary>How many files were read, whatever was in them.</summary>
    private protected int FilesRead { get; private set; }

    private T? Try<T>(string file, Func<T> read)
        where T : class
    {
        try
        {
            T found = read();
            FilesRead++;
            return found;
        }
        catch (KeyStoreException refused)
        {
            WriteError(KeyStoreInputs.Record(refused));
        }
        catch (CaptureFormatException damaged)
        {
            WriteError(Errors.CaptureNotReadable(file, damaged));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            WriteError(Errors.FileNotFound(file, missing));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.FileNotReadable(file, refused));
        }

        return null;
    }
}
