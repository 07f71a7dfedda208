using System.IO;
using System.Text;
using TlsTools.Decryption;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>The secrets of one connection of ours, in the form in which captures have them.</summary>
internal sealed class KeyLog(byte[] clientRandom)
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a secret.</summary>
    public void Add(string label, byte[] secret) =>
        _text.Append(label).Append(' ').Append(Hex.Lower(clientRandom)).Append(' ').Append(Hex.Lower(secret)).Append('\n');

    /// <summary>Adds a line that somebody else wrote.</summary>
    public void AddLine(string line) => _text.Append(line).Append('\n');

    /// <summary>The lines of all.</summary>
    public byte[] ToArray() => Encoding.ASCII.GetBytes(_text.ToString());

    /// <summary>Adds what opens the records of the connection.</summary>
    public void AddTo(TlsSecrets secrets) => secrets.AddKeyLog(new MemoryStream(ToArray(), writable: false));
}
