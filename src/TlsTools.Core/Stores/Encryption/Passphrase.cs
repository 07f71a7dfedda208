using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace TlsTools.Stores.Encryption;

/// <summary>A password while a store is opened; cleared with the store's context.</summary>
internal sealed class Passphrase : IDisposable
{
    private readonly char[] _characters;
    private GCHandle _pin;

    private Passphrase(int length, bool isAbsent)
    {
        _characters = new char[length];
        _pin = GCHandle.Alloc(_characters, GCHandleType.Pinned);
        IsAbsent = isAbsent;
    }

    /// <summary>Whether it stands for no password at all, which PKCS#12 tells from the empty one.</summary>
    public bool IsAbsent { get; }

    public bool IsEmpty => _characters.Length == 0;

    public static Passphrase Absent() => new(0, isAbsent: true);

    public static Passphrase Empty() => new(0, isAbsent: false);

    public static Passphrase From(SecureString password)
    {
        Passphrase copy = new(password.Length, isAbsent: false);
        IntPtr memory = Marshal.SecureStringToGlobalAllocUnicode(password);
        try
        {
            Marshal.Copy(memory, copy._characters, 0, password.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }

        return copy;
    }

    public bool Matches(Passphrase other) => _characters.SequenceEqual(other._characters);

    /// <summary>As OpenSSL and PBES2 take it.</summary>
    public SecretBytes ToUtf8() => SecretBytes.TakeOver(Encoding.UTF8.GetBytes(_characters));

    /// <summary>As Java's key store takes it.</summary>
    public SecretBytes ToBigEndianUtf16() => SecretBytes.TakeOver(Encoding.BigEndianUnicode.GetBytes(_characters));

    /// <summary>As PKCS#12 takes it: with two zero bytes at the end, and no bytes at all for no password.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7292#appendix-B.1">RFC 7292, B.1</seealso>
    public SecretBytes ToBmpString()
    {
        SecretBytes encoded = new(IsAbsent ? 0 : (_characters.Length + 1) * 2);
        Encoding.BigEndianUnicode.GetBytes(_characters, 0, _characters.Length, encoded.Array, 0);
        return encoded;
    }

    public void Dispose()
    {
        Array.Clear(_characters, 0, _characters.Length);
        if (_pin.IsAllocated)
        {
            _pin.Free();
        }
    }
}
