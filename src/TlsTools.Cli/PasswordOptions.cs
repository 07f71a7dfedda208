using System;
using System.CommandLine;
using System.IO;
using System.Security;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>Where a command line takes a password from: never from itself, where others can read it.</summary>
/// <param name="owner">Whose password it is.</param>
/// <param name="prefix">What stands in the options' names before the word password.</param>
internal sealed class PasswordOptions(string owner = "the stores and keys", string prefix = "")
{
    /// <summary>A file whose first line is the password.</summary>
    public Option<string?> File { get; } = new($"--{prefix}password-file") { Description = $"A file whose first line is the password of {owner}." };

    /// <summary>An environment variable that holds the password.</summary>
    public Option<string?> Variable { get; } = new($"--{prefix}password-env") { Description = $"The name of an environment variable that holds the password of {owner}." };

    /// <summary>Reads the password that the arguments point to, or says why it cannot be read.</summary>
    public bool TryRead(ParseResult arguments, TextWriter errors, out KeyStoreOptions options)
    {
        bool isRead = TryRead(arguments, errors, out SecureString? password);
        options = isRead ? new KeyStoreOptions { Password = request => password ?? Ask(request, errors) } : new KeyStoreOptions();
        return isRead;
    }

    /// <summary>Reads the password that the arguments point to, <see langword="null"/> where they point to none, or says why it cannot be read.</summary>
    public bool TryRead(ParseResult arguments, TextWriter errors, out SecureString? password)
    {
        password = null;
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

        return true;
    }

    /// <summary>Asks a person; where none sits before the program there is no password.</summary>
    private static SecureString? Ask(KeyStorePasswordRequest request, TextWriter errors)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return null;
        }

        errors.Write(request.Alias is null ? $"Password of {request.Source}: " : $"Password of '{request.Alias}' in {request.Source}: ");
        SecureString password = new();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && password.Length > 0)
            {
                password.RemoveAt(password.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                password.AppendChar(key.KeyChar);
            }
        }

        errors.WriteLine();
        return password;
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
