using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Probe;
using TlsTools.Stores;

namespace TlsTools.Commands;

/// <summary>Reads the certificate with its key that a cmdlet was given, as an object or as a file; without it the cmdlet does nothing.</summary>
internal static class IdentityInputs
{
    /// <summary>Reads it.</summary>
    /// <param name="command">Who reads it.</param>
    /// <param name="certificate">The object.</param>
    /// <param name="paths">One file, or the PEM files that are read as one.</param>
    /// <param name="password">The password of the file.</param>
    /// <param name="alias">Which private key, where there are several.</param>
    /// <returns>The certificate; <see langword="null"/> where none was given.</returns>
    public static TlsIdentity? Read(PSCmdlet command, X509Certificate2? certificate, string[] paths, SecureString? password, string? alias)
    {
        string[] files = [.. paths.Select(command.GetUnresolvedProviderPathFromPSPath)];
        try
        {
            return files.Length > 0 ? TlsIdentity.Open(files, new KeyStoreOptions { Password = _ => password }, alias)
                : certificate is null ? null
                : TlsIdentity.FromCertificate(certificate);
        }
        catch (KeyStoreException failure)
        {
            command.ThrowTerminatingError(KeyStoreInputs.Record(failure));
        }
        catch (ArgumentException)
        {
            command.ThrowTerminatingError(Errors.PrivateKeyMissing(certificate!.Subject));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            command.ThrowTerminatingError(Errors.FileNotFound(string.Join(", ", files), missing));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            command.ThrowTerminatingError(Errors.FileNotReadable(string.Join(", ", files), refused));
        }

        return null;
    }
}
