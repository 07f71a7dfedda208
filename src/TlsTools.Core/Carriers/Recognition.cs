namespace TlsTools.Carriers;

/// <summary>Whether the first bytes of a conversation are those of a carrier.</summary>
internal enum Recognition
{
    /// <summary>They are not.</summary>
    No,

    /// <summary>More bytes will tell.</summary>
    Maybe,

    /// <summary>They are.</summary>
    Yes,
}
