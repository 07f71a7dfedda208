namespace TlsTools.Carriers;

/// <summary>What is known of one direction of a conversation after its next bytes.</summary>
internal enum CarrierVerdict
{
    /// <summary>The bytes belong to what goes before TLS, or may; more are needed.</summary>
    NeedMore,

    /// <summary>TLS begins, or goes on, in these bytes.</summary>
    Tls,

    /// <summary>No dialogue that leads to TLS, or one that will not; nothing more need be pushed.</summary>
    Ended,
}
