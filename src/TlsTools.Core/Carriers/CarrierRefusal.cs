namespace TlsTools.Carriers;

/// <summary>Why a dialogue did not lead to TLS although the client wanted it.</summary>
/// <param name="IsNotOffered">Whether the server never offered TLS; otherwise the client asked and the server refused.</param>
/// <param name="Text">What the server said, safe to show.</param>
public sealed record CarrierRefusal(bool IsNotOffered, string Text)
{
    /// <summary>The packet in which it said so; <see langword="null"/> where the source has no packets.</summary>
    public long? Packet { get; init; }

    /// <summary>What the server said.</summary>
    public override string ToString() => Text;
}
