namespace TlsTools.Diagnosis;

/// <summary>How much a difference between two handshakes explains.</summary>
public enum DifferenceSignificance
{
    /// <summary>Differs, but matters rarely: an order, a fingerprint, the client's address.</summary>
    Minor,

    /// <summary>Another offer, choice or peer; may be the reason.</summary>
    Notable,

    /// <summary>Fits the way in which the bad one failed: what the good one needed is not in it.</summary>
    Telling,
}
