using System;
using TlsTools.Tls;
using TlsTools.Wire;

namespace TlsTools.Carriers;

/// <summary>A plaintext dialogue that can lead to TLS. Its bytes are shown to it until it says that TLS begins or will not.</summary>
internal abstract class Dialogue
{
    /// <summary>The name in <c>TlsHandshake.Carrier</c>.</summary>
    public abstract string Carrier { get; }

    /// <summary>Whether the server speaks first.</summary>
    public virtual bool ServerBegins => false;

    /// <summary>How far it has come.</summary>
    public DialogueState State { get; protected set; }

    /// <summary>Whether the client has asked for TLS, so that its next bytes can be TLS even before the answer was seen.</summary>
    public bool HasAsked { get; protected set; }

    /// <summary>What stands against TLS so far; the client may still find another way.</summary>
    public CarrierRefusal? Refusal { get; protected set; }

    /// <summary>What takes TLS out of the packets that it is wrapped in, after <see cref="DialogueState.Tls"/>.</summary>
    public virtual TdsUnwrapper? Unwrapper => null;

    /// <summary>Reads what an end says next.</summary>
    /// <param name="sender">The end.</param>
    /// <param name="bytes">At least one byte; what was not consumed comes again, with more behind it.</param>
    /// <returns>How many bytes are read; 0 when more are needed.</returns>
    public abstract int Read(Side sender, ReadOnlySpan<byte> bytes);

    /// <summary>Notes that the server refused.</summary>
    /// <param name="said">What it said.</param>
    protected void Refuse(ReadOnlySpan<byte> said)
    {
        Refusal = new CarrierRefusal(false, Quote(said));
        HasAsked = false;
    }

    /// <summary>Makes what a peer said safe to show, and short.</summary>
    protected static string Quote(ReadOnlySpan<byte> said) =>
        WireText.FromUtf8(said.Slice(0, Math.Min(said.Length, LongestQuote)));

    // A reply line of SMTP is at most 512 bytes, of which the first words say why; nothing is gained by more on a screen.
    private const int LongestQuote = 200;
}
