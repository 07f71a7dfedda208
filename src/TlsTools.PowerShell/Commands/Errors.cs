using System;
using System.IO;
using System.Management.Automation;
using TlsTools.Capture;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Stores;

namespace TlsTools.Commands;

/// <summary>Every error that the module writes. The method's name is the error's public id; docs/errors.md explains each.</summary>
internal static class Errors
{
    /// <summary>The file is no capture, or is damaged from an offset on.</summary>
    public static ErrorRecord CaptureNotReadable(string path, CaptureFormatException reason)
    {
        string message = $"The capture '{path}' cannot be read from byte {reason.Offset} on: {reason.Message}";
        return new(new CaptureFormatException(message, reason.Offset, reason), nameof(CaptureNotReadable), ErrorCategory.InvalidData, path);
    }

    /// <summary>There is no such file.</summary>
    public static ErrorRecord FileNotFound(string path, Exception reason) =>
        new(reason, nameof(FileNotFound), ErrorCategory.ObjectNotFound, path);

    /// <summary>The file is there and cannot be opened or read.</summary>
    public static ErrorRecord FileNotReadable(string path, Exception reason) =>
        new(reason, nameof(FileNotReadable), ErrorCategory.ReadError, path);

    /// <summary>The file cannot be written.</summary>
    public static ErrorRecord FileNotWritable(string path, Exception reason) =>
        new(reason, nameof(FileNotWritable), ErrorCategory.WriteError, path);

    /// <summary>The path is not one of the file system.</summary>
    public static ErrorRecord NotAFile(string path, string provider) =>
        new(
            new ArgumentException($"The path '{path}' is one of the provider {provider}. Files are read from the file system only."),
            nameof(NotAFile),
            ErrorCategory.InvalidArgument,
            path);

    /// <summary>The folder holds no capture file.</summary>
    public static ErrorRecord NoCaptureInFolder(string path) =>
        new(
            new InvalidOperationException($"The folder '{path}' and those in it hold no capture file."),
            nameof(NoCaptureInFolder),
            ErrorCategory.ObjectNotFound,
            path);

    /// <summary>The folder holds no file.</summary>
    public static ErrorRecord NoLogInFolder(string path) =>
        new(
            new InvalidOperationException($"The folder '{path}' and those in it hold no file."),
            nameof(NoLogInFolder),
            ErrorCategory.ObjectNotFound,
            path);

    /// <summary>The log is packed by gzip and damaged.</summary>
    public static ErrorRecord LogNotReadable(string path, CaptureFormatException reason)
    {
        string message = $"The log '{path}' cannot be unpacked from byte {reason.Offset} on: {reason.Message}";
        return new(new CaptureFormatException(message, reason.Offset, reason), nameof(LogNotReadable), ErrorCategory.InvalidData, path);
    }

    /// <summary>The folder holds no key store and no certificate.</summary>
    public static ErrorRecord NoKeyStoreInFolder(string path) =>
        new(
            new InvalidOperationException($"The folder '{path}' and those in it hold no file that is named as key stores or certificates are."),
            nameof(NoKeyStoreInFolder),
            ErrorCategory.ObjectNotFound,
            path);

    /// <summary>The folder holds no file with secrets.</summary>
    public static ErrorRecord NoSecretsInFolder(string path) =>
        new(
            new InvalidOperationException($"The folder '{path}' holds no file."),
            nameof(NoSecretsInFolder),
            ErrorCategory.ObjectNotFound,
            path);

    /// <summary>The store holds no RSA key with which a handshake could be decrypted.</summary>
    public static ErrorRecord NoServerKey(string path) =>
        new(
            new InvalidOperationException($"'{path}' holds no RSA key that can be used. Keys of other kinds decrypt no handshake."),
            nameof(NoServerKey),
            ErrorCategory.InvalidData,
            path);

    /// <summary>The file is no key store and no certificate.</summary>
    public static ErrorRecord KeyStoreFormatUnknown(KeyStoreException reason) =>
        new(reason, nameof(KeyStoreFormatUnknown), ErrorCategory.InvalidData, reason.StoreSource);

    /// <summary>The store, or a part of it, is damaged.</summary>
    public static ErrorRecord KeyStoreDamaged(KeyStoreException reason) =>
        new(reason, nameof(KeyStoreDamaged), ErrorCategory.InvalidData, reason.StoreSource);

    /// <summary>The store, or a key in it, needs a password and none was given.</summary>
    public static ErrorRecord KeyStorePasswordRequired(KeyStoreException reason) =>
        new(reason, nameof(KeyStorePasswordRequired), ErrorCategory.AuthenticationError, reason.StoreSource);

    /// <summary>The password does not open the store or a key in it.</summary>
    public static ErrorRecord KeyStorePasswordWrong(KeyStoreException reason) =>
        new(reason, nameof(KeyStorePasswordWrong), ErrorCategory.AuthenticationError, reason.StoreSource);

    /// <summary>The entry is there and its private key cannot be read.</summary>
    public static ErrorRecord PrivateKeyNotReadable(KeyStoreException reason) =>
        new(reason, nameof(PrivateKeyNotReadable), ErrorCategory.ReadError, reason.StoreSource);

    /// <summary>There is no such store of the operating system, or it may not be read.</summary>
    public static ErrorRecord StoreNotAvailable(KeyStoreException reason) =>
        new(reason, nameof(StoreNotAvailable), ErrorCategory.ObjectNotFound, reason.StoreSource);

    /// <summary>The store is larger, deeper or slower to open than is allowed.</summary>
    public static ErrorRecord KeyStoreLimitExceeded(KeyStoreException reason) =>
        new(reason, nameof(KeyStoreLimitExceeded), ErrorCategory.LimitsExceeded, reason.StoreSource);

    /// <summary>The file is no revocation list and no OCSP response, or is damaged.</summary>
    public static ErrorRecord RevocationDataNotReadable(string path, string problem) =>
        new(new InvalidDataException($"'{path}': {problem}"), nameof(RevocationDataNotReadable), ErrorCategory.InvalidData, path);

    /// <summary>No list of acceptable authorities is known, so nothing can be compared with it.</summary>
    public static ErrorRecord NoRequestSeen(ClientCertificateRequest request) =>
        new(
            new InvalidOperationException($"'{request.Source}' shows no request for a client certificate. Name the server's list with -AcceptableCA or -TrustStore."),
            nameof(NoRequestSeen),
            ErrorCategory.ObjectNotFound,
            request.Source);

    /// <summary>The capture shows no handshake of the same server that works.</summary>
    public static ErrorRecord NoGoodHandshake(TlsHandshake bad) =>
        new(
            new InvalidOperationException($"{bad.Source} shows no handshake that {bad.Server?.ToString() ?? "the same server"} completed; name one with -Good."),
            nameof(NoGoodHandshake),
            ErrorCategory.ObjectNotFound,
            bad);

    /// <summary>The text names no host, or no port that there is.</summary>
    public static ErrorRecord TargetNotValid(string target) =>
        new(
            new ArgumentException($"'{target}' names no server. Write host, host:port or [address]:port."),
            nameof(TargetNotValid),
            ErrorCategory.InvalidArgument,
            target);

    /// <summary>The text names no HTTP proxy; what stands before an @ may be a password and is not repeated.</summary>
    public static ErrorRecord ProxyNotValid(string proxy) =>
        new(
            new ArgumentException($"'{proxy.Substring(proxy.LastIndexOf('@') + 1)}' names no HTTP proxy. Write host:port or http://host:port, and give name and password with -ProxyCredential."),
            nameof(ProxyNotValid),
            ErrorCategory.InvalidArgument,
            null);

    /// <summary>The certificate object has no private key, so nothing can be shown with it.</summary>
    public static ErrorRecord PrivateKeyMissing(string subject) =>
        new(
            new ArgumentException($"The certificate '{subject}' has no private key."),
            nameof(PrivateKeyMissing),
            ErrorCategory.InvalidArgument,
            subject);

    /// <summary>The file to be written is there already.</summary>
    public static ErrorRecord FileExists(string path) =>
        new(new IOException($"The file '{path}' is there already; -Force overwrites it."), nameof(FileExists), ErrorCategory.ResourceExists, path);

    /// <summary>Several captures are to be copied to what is no folder, where each copy would take the place of the one before.</summary>
    public static ErrorRecord DestinationNotAFolder(string path) =>
        new(
            new ArgumentException($"'{path}' is the copy of one capture and no folder. Name a folder that is there as destination of several."),
            nameof(DestinationNotAFolder),
            ErrorCategory.InvalidArgument,
            path);

    /// <summary>Two captures of one name are to be copied to one folder.</summary>
    public static ErrorRecord CopyMadeAlready(string path, string capture) =>
        new(
            new IOException($"'{capture}' was not copied: '{path}' was just made of another capture of this name. Copy it to another folder."),
            nameof(CopyMadeAlready),
            ErrorCategory.ResourceExists,
            capture);

    /// <summary>The file cannot be written.</summary>
    public static ErrorRecord FileNotWritten(string path, Exception reason) =>
        new(reason, nameof(FileNotWritten), ErrorCategory.WriteError, path);

    /// <summary>It cannot be listened at the address and port, or not with the certificate or list that was given.</summary>
    public static ErrorRecord ListenerNotStarted(string place, Exception reason) =>
        new(reason, nameof(ListenerNotStarted), ErrorCategory.OpenError, place);
}
