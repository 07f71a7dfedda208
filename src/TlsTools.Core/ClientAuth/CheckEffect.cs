using System;

namespace TlsTools.ClientAuth;

/// <summary>Which verdict a check that does not pass decides.</summary>
[Flags]
internal enum CheckEffect
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A client that honours the request would not send the certificate.</summary>
    NotSent = 1,

    /// <summary>The server would refuse it.</summary>
    NotAccepted = 2,

    /// <summary>Some servers refuse it.</summary>
    Undecided = 4,
}
