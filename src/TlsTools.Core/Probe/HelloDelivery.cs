namespace TlsTools.Probe;

/// <summary>How a ClientHello goes out.</summary>
internal enum HelloDelivery
{
    /// <summary>In one record, at once.</summary>
    Whole,

    /// <summary>In one record, of which the second half comes a moment later.</summary>
    TwoSegments,

    /// <summary>In two records (RFC 8446, 5.1).</summary>
    TwoRecords,
}
