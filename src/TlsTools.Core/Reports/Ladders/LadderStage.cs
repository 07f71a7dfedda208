namespace TlsTools.Reports.Ladders;

/// <summary>The stages of a handshake as who reads captures tells them apart: at each of them another end has the word.</summary>
public enum LadderStage
{
    /// <summary>The source does not tell: a log that has a sentence and no messages.</summary>
    NotTold,

    /// <summary>No hello was sent yet: TCP, a proxy, a dialogue such as STARTTLS.</summary>
    BeforeTls,

    /// <summary>The client offers, and the server chooses or refuses.</summary>
    Offer,

    /// <summary>The server shows who it is, and the client judges it.</summary>
    ServerShown,

    /// <summary>The client answers, perhaps with its certificate, and the server judges it.</summary>
    ClientShown,

    /// <summary>Both ends have finished; the connection is in use.</summary>
    InUse,
}
