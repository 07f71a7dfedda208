namespace TlsTools.ClientAuth;

/// <summary>What is worth knowing about a list of acceptable authorities as a whole.</summary>
public enum AuthorityListRemark
{
    /// <summary>The list names nobody. Most clients send what they have; IAIK and some desktop programs send nothing.</summary>
    Empty,

    /// <summary>The list does not fit into one record of 16,384 bytes.</summary>
    LongerThanRecord,

    /// <summary>Schannel cuts lists off after 16,384 bytes (event 36885).</summary>
    CutBySchannel,

    /// <summary>The message is longer than 32,768 bytes; Java clients end the connection when they receive it.</summary>
    RefusedByJava,
}
