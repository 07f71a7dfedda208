using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>An event of Windows' Schannel, however it was exported.</summary>
/// <param name="Id">Its number, 36864 to 36888.</param>
/// <param name="Text">Its message in English; null where only its fields are known.</param>
/// <param name="Time">When it was written; null where that is not known in UTC.</param>
/// <param name="Fields">Its fields by name, in small letters.</param>
/// <seealso href="https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2012-R2-and-2012/dn786445(v=ws.11)">Schannel events</seealso>
internal sealed record SchannelEvent(int Id, string? Text, CaptureTime? Time, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Reads an event's XML; null where it is no event of Schannel.</summary>
    public static SchannelEvent? FromXml(string xml)
    {
        XElement root;
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            root = XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }

        XElement? system = Child(root, "System");
        string provider = Child(system, "Provider")?.Attribute("Name")?.Value ?? string.Empty;
        if (provider.IndexOf("schannel", StringComparison.OrdinalIgnoreCase) < 0
            || !int.TryParse(Child(system, "EventID")?.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return null;
        }

        Dictionary<string, string> fields = [];
        foreach (XElement element in (Child(root, "EventData") ?? Child(root, "UserData"))?.Descendants().Where(each => !each.HasElements) ?? [])
        {
            fields[(element.Attribute("Name")?.Value ?? element.Name.LocalName).ToLowerInvariant()] = element.Value.Trim();
        }

        string? message = Child(Child(root, "RenderingInfo"), "Message")?.Value;
        return new SchannelEvent(id, message, LogNames.Time(Child(system, "TimeCreated")?.Attribute("SystemTime")?.Value ?? string.Empty), fields);
    }

    /// <summary>Reads a message by its words; null for any other text.</summary>
    public static SchannelEvent? FromText(string text, CaptureTime? time = null)
    {
        // Each of the sentences has one of these, and patterns cost more than a search.
        if (!Array.Exists(s_words, text.Contains))
        {
            return null;
        }

        foreach ((int id, Regex sentence) in s_sentences)
        {
            if (sentence.Match(text) is { Success: true } match)
            {
                Dictionary<string, string> fields = [];
                foreach (string name in sentence.GetGroupNames().Where(name => match.Groups[name].Success && !char.IsDigit(name[0])))
                {
                    fields[name] = match.Groups[name].Value;
                }

                return new SchannelEvent(id, text.Substring(match.Index).Trim().TrimEnd('"'), time, fields);
            }
        }

        return null;
    }

    /// <summary>Makes an event of its message and values.</summary>
    public static SchannelEvent FromValues(int id, DateTime? time, string? message, IReadOnlyList<string> values)
    {
        SchannelEvent? worded = message is null ? null : FromText(message);
        Dictionary<string, string> fields = [];
        foreach (KeyValuePair<string, string> field in worded?.Id == id ? [.. worded.Fields] : (KeyValuePair<string, string>[])[])
        {
            fields[field.Key] = field.Value;
        }

        // The alert's number is the first value of both.
        if (id is AlertReceived or AlertSent && values.Count > 0)
        {
            fields["alertdesc"] = values[0];
        }

        CaptureTime? at = time is { } known ? LogNames.Time(known.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture) + " UTC") : null;
        return new SchannelEvent(id, message, at, fields);
    }

    /// <summary>Makes a connection attempt of it, where it tells of one.</summary>
    /// <param name="session">Takes the attempt.</param>
    /// <param name="line">The line of the log; 0 where there is none.</param>
    public void AddTo(LogSession session, long line)
    {
        if (!s_meanings.TryGetValue(Id, out (Side? Self, string Meaning) told))
        {
            return;
        }

        LogConnection connection = session.Begin();
        connection.Logger = Fields.TryGetValue("type", out string? role) ? Role(role) : told.Self;
        connection.Note(Time);
        string said = Text is { } text ? FirstSentences(text) : told.Meaning;
        byte? code = Fields.TryGetValue("alertdesc", out string? number) && byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out byte alert) ? alert : null;
        if (Id == AlertReceived || Id == AlertSent)
        {
            if (code is { } given)
            {
                AlertDescription description = new(given);
                Side? sender = SenderOf(description, connection.Logger, Id == AlertSent);
                connection.AddAlert(sender, "fatal", description, line, Time);
            }
        }
        else if (Id == Completed)
        {
            connection.IsCompleted = true;
            connection.Version = LogNames.Version(Field("protocol") ?? string.Empty);
            connection.CipherSuite = ushort.TryParse((Field("ciphersuite") ?? string.Empty).Replace("0x", string.Empty), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort suite) ? new CipherSuite(suite) : null;
            connection.ServerName = connection.Logger == Side.Client && Field("targetname") is { Length: > 0 } target ? target : null;
        }

        connection.HasFailed = Id != Completed && Id != NoClientCertificate;
        connection.ClientAuthentication = Id is NoClientCertificate ? ClientAuthentication.RequestedEmpty : ClientAuthentication.Unknown;
        connection.State(connection.Logger, $"Schannel {Id}: {said}", line, Time);
        connection.IsOver = true;
    }

    private string? Field(string name) => Fields.TryGetValue(name, out string? value) ? value : null;

    private static Side? Role(string role) => role.Trim().ToLowerInvariant() switch { "client" => Side.Client, "server" => Side.Server, _ => null };

    // These only a server sends (RFC 8446, 6.2); of others the event does not tell which end is which.
    private static Side? SenderOf(AlertDescription alert, Side? self, bool isOwn) =>
        alert == AlertDescription.CertificateRequired || alert == AlertDescription.UnrecognizedName || alert == AlertDescription.InappropriateFallback
        || alert == AlertDescription.UnknownPskIdentity || alert == AlertDescription.NoApplicationProtocol ? Side.Server
        : isOwn ? self
        : LogReasons.Other(self);

    private static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(each => each.Name.LocalName == name);

    private static string FirstSentences(string text)
    {
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end);
    }

    private const int AlertReceived = 36887;
    private const int AlertSent = 36888;
    private const int Completed = 36880;
    private const int NoClientCertificate = 36875;

    // Which end wrote it, where the event is of one end only, and what it says in short.
    private static readonly Dictionary<int, (Side? Self, string Meaning)> s_meanings = new()
    {
        [36869] = (Side.Server, "The server credential's certificate has no private key information."),
        [36870] = (null, "The private key of the TLS credential could not be accessed."),
        [36871] = (null, "The TLS credential could not be created."),
        [36872] = (Side.Server, "No suitable default server credential exists on this system."),
        [36873] = (Side.Client, "No supported cipher suites were found when initiating a TLS connection."),
        [36874] = (Side.Server, "None of the cipher suites supported by the client are supported by the server."),
        [NoClientCertificate] = (Side.Client, "The server requested client authentication, but no suitable client certificate could be found."),
        [36876] = (Side.Client, "The certificate received from the remote server has not validated correctly."),
        [36877] = (Side.Server, "The certificate received from the remote client application has not validated correctly."),
        [36879] = (Side.Server, "The certificate of the client was not mapped to an account."),
        [Completed] = (null, "The handshake completed successfully."),
        [36881] = (Side.Client, "The certificate received from the remote server has either expired or is not yet valid."),
        [36882] = (Side.Client, "The certificate received from the remote server was issued by an untrusted certificate authority."),
        [36883] = (Side.Client, "The certificate received from the remote server has been revoked."),
        [36884] = (Side.Client, "The certificate received from the remote server does not contain the expected name."),
        [36886] = (Side.Server, "No suitable default server credential exists on this system."),
        [AlertReceived] = (null, "A fatal alert was received from the remote endpoint."),
        [AlertSent] = (null, "A fatal alert was generated and sent to the remote endpoint."),
    };

    private static readonly string[] s_words = ["fatal alert", "certificate received from", "credential", "supported cipher suites", "of the cipher suites", "client certificate could be found", "handshake completed"];

    private static Regex Words(string pattern) => new(pattern, RegexOptions.CultureInvariant);

    // The words of Windows 7 to Server 2025; "SSL" became "TLS" on the way.
    private static readonly (int Id, Regex Sentence)[] s_sentences =
    [
        (AlertReceived, Words(@"A fatal alert was received from the remote endpoint\.(?: The TLS protocol defined fatal alert code is (?<alertdesc>\d+))?|The following fatal alert was received: (?<alertdesc>\d+)")),
        (AlertSent, Words(@"A fatal alert was generated and sent to the remote endpoint\..*?The TLS protocol defined fatal (?:error|alert) code is (?<alertdesc>\d+)|The following fatal alert was generated: (?<alertdesc>\d+)")),
        (36870, Words(@"A fatal error occurred when attempting to access the (?:TLS|SSL) (?<type>client|server) credential private key")),
        (36871, Words(@"A fatal error occurred while creating an? (?:TLS|SSL) (?<type>client|server) credential")),
        (36872, Words("No suitable default server credential exists on this system")),
        (36873, Words("No supported cipher suites were found when initiating an? (?:TLS|SSL) connection")),
        (36874, Words("connection request was received from a remote client application, but none of the cipher suites supported by the client")),
        (NoClientCertificate, Words("The remote server has requested (?:TLS|SSL) client authentication, but no suitable client certificate could be found")),
        (36876, Words("The certificate received from the remote server has not validated correctly")),
        (36877, Words("The certificate received from the remote client application has not validated correctly")),
        (36879, Words("The certificate received from the remote client application was not successfully mapped")),
        (Completed, Words("An? (?:TLS|SSL) (?<type>client|server) handshake completed successfully")),
        (36881, Words("The certificate received from the remote server has either expired or is not yet valid")),
        (36882, Words("The certificate received from the remote server was issued by an untrusted certificate authority")),
        (36883, Words("The certificate received from the remote server has been revoked")),
        (36884, Words("The certificate received from the remote server does not contain the expected name")),
    ];
}
