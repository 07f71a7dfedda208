namespace TlsTools.Probe;

/// <summary>How far an attempt goes.</summary>
internal enum ProbeGoal
{
    /// <summary>To the server's choice of version and suite.</summary>
    ServerHello,

    /// <summary>To the end of the server's first flight.</summary>
    Flight,

    /// <summary>To the end of the handshake, and on until the server has shown whether it takes a client without a certificate.</summary>
    Finish,

    /// <summary>As <see cref="Finish"/>, and on until a ticket for the next connection came or can be expected no more.</summary>
    Ticket,
}
