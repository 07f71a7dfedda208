using System;
using System.CommandLine;
using System.IO;
using System.Security;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>Where a command line takes the password of key stores from: never from itself, where others can read it.</summary>
internal sealed class PasswordOptions
{
    /// <summary>A file whose first line is the password.</summary>
    public Option<string?> File { get; } = new("--password-file") { Description = "A file whose first line is the password of the stores and keys." };

    /// <summary>An environment variable that holds the password.</summary>
    public Option<string?> Variable { get; } = new("--password-env") { Description = "The name of an environment variable that holds the password of the stores and keys." };

    /// <summary>Reads the password that the arguments point to, or says why it cannot be read.</summary>
    public bool TryRead(ParseResult arguments, TextWriter errors, out KeyStoreOptions options)
    {
        options = new KeyStoreOptions();
        SecureString? password = null;
        if (arguments.GetValue(File) is { } file)
        {
            try
            {
                password = ReadFirstLine(file);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"tlstools: {file}: the password cannot be read: {failure.Message}");
                return false;
            }
        }
        else if (arguments.GetValue(Variable) is { } name)
        {
            if (Environment.GetEnvironmentVariable(name) is not { } value)
            {
                errors.WriteLine($"tlstools: There is no environment variable {name}.");
                return false;
            }

            password = new SecureString();
            foreach (char character in value)
            {
                password.AppendChar(character);
            }
        }

        options = new KeyStoreOptions { Password = password is null ? null : _ => password };
        return true;
    }

    private static SecureString ReadFirstLine(string file)
    {
        using StreamReader reader = new(file);
        SecureString password = new();
        for (int character = reader.Read(); character is not (-1 or '\r' or '\n'); character = reader.Read())
        {
            password.AppendChar((char)character);
        }

        return password;
    }
}
