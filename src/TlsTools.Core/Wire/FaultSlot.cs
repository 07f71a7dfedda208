namespace TlsTools.Wire;

/// <summary>Holds the first fault of a unit; the reader of the unit and all readers nested in it share one slot.</summary>
public sealed class FaultSlot
{
    /// <summary>The first fault reported, or <see langword="null"/>.</summary>
    public Fault? First { get; private set; }

    /// <summary>The first fault of a part that has a slot of its own, or <see langword="null"/>; it ends only that part.</summary>
    internal Fault? Inner { get; private set; }

    /// <summary>Keeps the fault if it is the first.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="field">The field, named as its specification names it.</param>
    /// <param name="offset">Bytes from the start of the unit.</param>
    public void Report(FaultKind kind, string field, int offset) => First ??= new Fault(kind, field, offset);

    /// <summary>Keeps the fault of a part if it is the first.</summary>
    /// <param name="fault">The part's fault.</param>
    internal void NoteInner(Fault fault) => Inner ??= fault;
}
