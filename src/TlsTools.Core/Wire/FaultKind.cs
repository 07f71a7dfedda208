namespace TlsTools.Wire;

/// <summary>What is wrong with bytes that could not be read as their specification says.</summary>
public enum FaultKind
{
    /// <summary>The structure ends before a field that it must have.</summary>
    Truncated,

    /// <summary>Bytes are left after the last field of a structure that has no room for more.</summary>
    TrailingData,

    /// <summary>A field holds a value that its specification does not allow.</summary>
    InvalidValue,
}
