using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>Says what of a handshake could not be seen, so that nobody takes what is missing for what did not happen.</summary>
internal static class Visibility
{
    /// <summary>What could not be seen, a sentence each.</summary>
    public static IReadOnlyList<string> Of(TlsHandshake handshake, EncryptedRecords encrypted)
    {
        List<string> sentences = [];
        if (handshake.CaptureQuality is { IsComplete: false } quality)
        {
            sentences.Add($"The capture lacks a part of the connection: {quality}.");
        }

        if (handshake.Messages.Any(message => message.Line is not null))
        {
            sentences.Add("This was read from a log: what the log leaves out, such as lengths, packets and some messages, is not here.");
        }

        bool isClosed = handshake.Messages.Any(EncryptedRecords.IsClosed);
        if (handshake.Version is { IsTls13: true } && isClosed && !handshake.Messages.Any(message => message.Decrypted))
        {
            sentences.Add(handshake.Messages.Any(message => encrypted.NameOf(message) is not null)
                ? "TLS 1.3 encrypts everything after the ServerHello, and no keys were given. What is called probable was told from the order and the lengths of the records: certificates, the names in a request and the text of alerts cannot be seen, and records of application data may hold messages too."
                : "TLS 1.3 encrypts everything after the ServerHello, and no keys were given: certificates, requests and alerts cannot be seen.");
        }
        else if (handshake.Messages.Any(message => message is { Encrypted: true, Decrypted: false, ContentType: ContentType.Alert }))
        {
            sentences.Add("What the encrypted alerts say cannot be seen without keys.");
        }

        if (handshake.Decryption is { Remark: { } remark })
        {
            sentences.Add($"Of the secrets that were given: {remark}.".Replace("..", "."));
        }

        return sentences;
    }
}
