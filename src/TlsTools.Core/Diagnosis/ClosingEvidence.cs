using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>What a finding about an end without a word rests on.</summary>
internal static class ClosingEvidence
{
    /// <summary>The last thing that was said before the end, and the end.</summary>
    public static IReadOnlyList<Evidence> Of(DiagnosisCase examined, FailureSign sign)
    {
        TlsMessage? last = null;
        foreach (TlsMessage message in examined.Handshake.AllMessages)
        {
            if (message.Alert is null && (sign.Evidence.Packet is not long end || message.Packet <= end))
            {
                last = message;
            }
        }

        return last is null ? [sign.Evidence] : [Evidence.Of(last), sign.Evidence];
    }

    /// <summary>The ClientHello where it did not fit into one packet; null where it did.</summary>
    public static TlsMessage? SplitHello(DiagnosisCase examined) =>
        examined.Find(HandshakeType.ClientHello, Side.Client) is { } hello && hello.FirstPacket < hello.Packet ? hello : null;
}
