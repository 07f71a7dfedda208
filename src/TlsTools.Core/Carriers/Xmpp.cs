using System;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>STARTTLS in XMPP, between clients and servers or servers.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6120#section-5.4.2">RFC 6120, 5.4.2</seealso>
internal sealed class Xmpp : Dialogue
{
    private int _tags;
    private bool _isProceeding;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/xmpp";

    /// <summary>Both ends open a stream.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        Start.Decide(Opening(client), server.IsEmpty ? Recognition.Maybe : Opening(server));

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        // What stands between two tags is read with the second.
        int end = bytes.IndexOf((byte)'>');
        if (end < 0 || ++_tags > MaximumTags)
        {
            State = end < 0 && bytes.Length < LongestTag ? State : DialogueState.Over;
            return 0;
        }

        ReadOnlySpan<byte> tag = bytes.Slice(0, end + 1);
        if (sender == Side.Client)
        {
            ReadClient(tag);
        }
        else
        {
            ReadServer(tag);
        }

        return end + 1;
    }

    private void ReadClient(ReadOnlySpan<byte> tag)
    {
        if (tag.IndexOf("<starttls"u8) >= 0)
        {
            HasAsked = true;
        }
        else if (tag.IndexOf("<auth"u8) >= 0 || tag.IndexOf("<iq"u8) >= 0)
        {
            State = DialogueState.Over;
        }
    }

    private void ReadServer(ReadOnlySpan<byte> tag)
    {
        bool isProceed = tag.IndexOf("<proceed"u8) >= 0;
        if ((isProceed && tag[tag.Length - 2] == (byte)'/') || (_isProceeding && tag.IndexOf("</proceed"u8) >= 0))
        {
            State = DialogueState.Tls;
        }
        else if (HasAsked && tag.IndexOf("<failure"u8) >= 0)
        {
            Refuse(tag);
        }

        _isProceeding |= isProceed;
    }

    private static Recognition Opening(ReadOnlySpan<byte> bytes)
    {
        Recognition declaration = Start.Of(bytes, "<?xml"u8);
        if (declaration != Recognition.Yes)
        {
            return Start.Either(declaration, Start.Of(bytes, "<stream:stream"u8));
        }

        int element = bytes.Slice(1).IndexOf((byte)'<');
        return element >= 0 ? Start.Of(bytes.Slice(element + 1), "<stream:stream"u8)
            : bytes.Length < LongestDeclaration ? Recognition.Maybe
            : Recognition.No;
    }

    // Streams are negotiated within some dozen tags; a server may list many mechanisms.
    private const int MaximumTags = 256;

    // The longest tag opens the stream, with a handful of namespaces.
    private const int LongestTag = 8192;

    private const int LongestDeclaration = 200;
}
