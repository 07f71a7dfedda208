using System;

namespace TlsTools.Decryption.Ciphers;

/// <summary>The stream cipher RC4, which .NET does not have and captures of old servers need.</summary>
internal sealed class Rc4 : IDisposable
{
    private readonly byte[] _state = new byte[256];
    private byte _first;
    private byte _second;

    /// <summary>Begins the stream of a key.</summary>
    public Rc4(ReadOnlySpan<byte> key)
    {
        for (int index = 0; index < _state.Length; index++)
        {
            _state[index] = (byte)index;
        }

        byte other = 0;
        for (int index = 0; index < _state.Length; index++)
        {
            other += (byte)(_state[index] + key[index % key.Length]);
            (_state[index], _state[other]) = (_state[other], _state[index]);
        }
    }

    /// <summary>Encrypts or decrypts the next bytes of the stream.</summary>
    public void Transform(ReadOnlySpan<byte> input, Span<byte> output)
    {
        for (int index = 0; index < input.Length; index++)
        {
            byte value = _state[++_first];
            _second += value;
            _state[_first] = _state[_second];
            _state[_second] = value;
            output[index] = (byte)(input[index] ^ _state[(byte)(_state[_first] + value)]);
        }
    }

    public void Dispose() => Array.Clear(_state, 0, _state.Length);
}
