namespace TlsTools.Wire;

/// <summary>The first thing that was wrong in a unit of wire data; what stood before it was read.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Field">The field, named as its specification names it.</param>
/// <param name="Offset">Bytes from the start of the unit to the field.</param>
public sealed record Fault(FaultKind Kind, string Field, int Offset)
{
    /// <summary>Says the fault in one line, for instance <c>Truncated in cipher_suites at byte 38</c>.</summary>
    public override string ToString() => $"{Kind} in {Field} at byte {Offset}";
}
