namespace TlsTools.Decryption;

/// <summary>What the secrets that were given did for one connection.</summary>
public sealed record HandshakeDecryption
{
    /// <summary>How far the connection was opened.</summary>
    public DecryptionState State { get; init; }

    /// <summary>Records that were opened: of these only handshake messages, alerts and changes of keys were kept.</summary>
    public long OpenedRecords { get; init; }

    /// <summary>Records that should have been opened and were not.</summary>
    public long ClosedRecords { get; init; }

    /// <summary>Why something stayed closed, in one sentence; <see langword="null"/> when nothing did.</summary>
    public string? Remark { get; init; }

    /// <summary>The state, with the reason where there is one.</summary>
    public override string ToString() => Remark is null ? State.ToString() : $"{State}: {Remark}";
}
