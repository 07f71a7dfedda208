namespace TlsTools.Handshakes;

/// <summary>What all connections of a capture together may keep of their handshakes while they are open.</summary>
internal sealed class MemoryBudget
{
    private long _left = MaximumKept;

    /// <summary>Takes memory, if it is there.</summary>
    /// <param name="bytes">How much.</param>
    public bool TryTake(int bytes)
    {
        if (bytes > _left)
        {
            return false;
        }

        _left -= bytes;
        return true;
    }

    /// <summary>Gives memory back.</summary>
    /// <param name="bytes">How much.</param>
    public void Return(int bytes) => _left += bytes;

    // Protects the machine from a capture with hundreds of thousands of connections that are open at a time: 60,000 mutual
    // handshakes fit. What comes when it is used up is followed, but its messages are not kept.
    private const long MaximumKept = 512L << 20;
}
