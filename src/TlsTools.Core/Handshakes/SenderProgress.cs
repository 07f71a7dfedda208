using TlsTools.Capture;

namespace TlsTools.Handshakes;

/// <summary>What one end did, as far as it matters for how the handshake ended.</summary>
internal struct SenderProgress
{
    /// <summary>Whether it sent anything.</summary>
    public bool Spoke;

    /// <summary>Whether it changed its keys.</summary>
    public bool ChangedKeys;

    /// <summary>Whether its Finished was seen: the first protected handshake record after the change of keys.</summary>
    public bool Finished;

    /// <summary>When that was.</summary>
    public CaptureTime FinishedTime;

    /// <summary>Records of application data.</summary>
    public long ApplicationRecords;

    /// <summary>Records of SSL 2.0 that are protected.</summary>
    public bool ProtectedSsl2;

    /// <summary>The packet of its FIN; <see langword="null"/> when none was seen.</summary>
    public long? Closed;

    /// <summary>The packet of its RST.</summary>
    public long? Reset;
}
