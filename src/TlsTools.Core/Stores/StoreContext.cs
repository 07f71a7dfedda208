using System;
using System.Collections.Generic;
using System.Security;
using TlsTools.Stores.Encryption;

namespace TlsTools.Stores;

/// <summary>What the reading of one store carries along: its name, passwords, limits, and what could not be read.</summary>
internal sealed class StoreContext(string source, KeyStoreOptions options) : IDisposable
{
    private readonly List<Passphrase> _passphrases = [];
    private bool _asked;
    private Passphrase? _storePassword;
    private long _roundsLeft = MostRounds;

    public string Source { get; } = source;

    public KeyStoreType StoreType { get; set; }

    public List<KeyStoreException> Problems { get; } = [];

    public List<string> Remarks { get; } = [];

    /// <summary>The store's password, asked for when it is needed first; <see langword="null"/> when there is none.</summary>
    public Passphrase? StorePassword
    {
        get
        {
            if (!_asked)
            {
                _asked = true;
                _storePassword = Ask(alias: null);
            }

            return _storePassword;
        }
    }

    /// <summary>Opens a key with the store's password, or with its own where that does not fit.</summary>
    /// <param name="alias">The key's name.</param>
    /// <param name="open">Gives <see langword="null"/> where the password does not fit.</param>
    /// <param name="problem">Why there is no key.</param>
    public PrivateKeyMaterial? Unlock(string? alias, Func<Passphrase, PrivateKeyMaterial?> open, out KeyStoreException? problem)
    {
        problem = null;
        Passphrase? tried = null;
        try
        {
            if (StorePassword is { } password)
            {
                tried = password;
                if (open(password) is { } key)
                {
                    return key;
                }
            }

            if (alias is not null && Ask(alias) is { } own && tried?.Matches(own) != true)
            {
                tried = own;
                if (open(own) is { } key)
                {
                    return key;
                }
            }

            problem = tried is null
                ? Failed(KeyStoreFailure.PasswordRequired, "The private key needs a password, and none was given.", alias)
                : Failed(KeyStoreFailure.WrongPassword, "The password does not open the private key.", alias);
        }
        catch (KeyStoreException failure)
        {
            problem = new KeyStoreException(Source, failure.Failure, failure.Detail, alias, failure);
        }
        catch (PlatformNotSupportedException missing)
        {
            problem = Failed(KeyStoreFailure.KeyUnreadable, "The platform does not have the cipher of the private key.", alias, missing);
        }

        return null;
    }

    /// <summary>Takes rounds of a key derivation from what one store may cost.</summary>
    public int Spend(int rounds, int blocks = 1)
    {
        if (rounds < 1)
        {
            throw Failed(KeyStoreFailure.Damaged, $"A key is to be derived in {rounds} rounds.");
        }

        _roundsLeft -= (long)rounds * blocks;
        return _roundsLeft >= 0
            ? rounds
            : throw Failed(KeyStoreFailure.LimitExceeded, $"To open the store takes more than {MostRounds} rounds of key derivation, which is not tried.");
    }

    public KeyStoreException Failed(KeyStoreFailure failure, string detail, string? alias = null, Exception? reason = null) =>
        new(Source, failure, detail, alias, reason);

    public void Dispose()
    {
        foreach (Passphrase passphrase in _passphrases)
        {
            passphrase.Dispose();
        }
    }

    private Passphrase? Ask(string? alias)
    {
        if (options.Password?.Invoke(new KeyStorePasswordRequest(Source, alias)) is not SecureString password)
        {
            return null;
        }

        Passphrase passphrase = Passphrase.From(password);
        _passphrases.Add(passphrase);
        return passphrase;
    }

    // Protects whoever opens a store that he was sent: the store itself says how much work a password costs. OpenSSL makes 2,048
    // rounds and keytool 10,000 for the check and for each key; who asks for a million each still gets ten of them.
    internal const int MostRounds = 10_000_000;
}
