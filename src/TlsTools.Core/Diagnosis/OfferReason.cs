using System.Collections.Generic;

namespace TlsTools.Diagnosis;

/// <summary>Something in a client's offer for which the server may have refused it.</summary>
/// <param name="Part">The part of the offer.</param>
/// <param name="Weight">How unusual it is: 1 for what others do too, 2 for what is rare, 3 for what many servers do not take, 4 for what nobody can take.</param>
/// <param name="Fact">What the client offered, as a sentence without its stop.</param>
/// <param name="Guess">What the server lacks then, to follow upon "the server".</param>
/// <param name="Evidence">Where it was seen.</param>
internal sealed record OfferReason(OfferPart Part, int Weight, string Fact, string Guess, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>How sure it is, in view of the other reasons.</summary>
    public Confidence Confidence { get; init; }
}
