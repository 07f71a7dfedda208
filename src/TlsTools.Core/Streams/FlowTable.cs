namespace TlsTools.Streams;

/// <summary>
/// Finds the flow of a key by open addressing: one probe into an array of 16-byte slots, then the flow itself, whose
/// state the caller is about to touch anyway. No allocation but for growth.
/// </summary>
internal sealed class FlowTable(ulong seed)
{
    private Slot[] _slots = new Slot[InitialSlots];

    /// <summary>Flows in the table.</summary>
    public int Count { get; private set; }

    /// <summary>The hash under which a key is kept.</summary>
    public uint Hash(in FlowKey key) => key.Hash(seed);

    /// <summary>The flow of a key, or null.</summary>
    public Flow? Find(in FlowKey key, uint hash)
    {
        Slot[] slots = _slots;
        for (int index = (int)hash & (slots.Length - 1); slots[index].Flow is { } flow; index = (index + 1) & (slots.Length - 1))
        {
            if (slots[index].Hash == hash && flow.Key.Equals(key))
            {
                return flow;
            }
        }

        return null;
    }

    /// <summary>Puts a flow in, in place of the one that has its key.</summary>
    public void Put(Flow flow)
    {
        int index = IndexOf(flow);
        if (_slots[index].Flow is null && ++Count > _slots.Length / 2)
        {
            Grow();
            index = IndexOf(flow);
        }

        _slots[index] = new Slot { Flow = flow, Hash = flow.Hash };
    }

    /// <summary>Takes a flow out, unless another one took its place.</summary>
    public void Remove(Flow flow)
    {
        int free = IndexOf(flow);
        if (_slots[free].Flow != flow)
        {
            return;
        }

        // Close the ranks, so that no search ends early at the slot that becomes free: whoever stands further on only
        // because this slot was taken moves up (Knuth, The Art of Computer Programming 3, 6.4, algorithm R).
        int mask = _slots.Length - 1;
        for (int index = (free + 1) & mask; _slots[index].Flow is not null; index = (index + 1) & mask)
        {
            int home = (int)_slots[index].Hash & mask;
            if (((index - home) & mask) >= ((index - free) & mask))
            {
                _slots[free] = _slots[index];
                free = index;
            }
        }

        _slots[free] = default;
        Count--;
    }

    private int IndexOf(Flow flow)
    {
        int mask = _slots.Length - 1;
        int index = (int)flow.Hash & mask;
        while (_slots[index].Flow is { } other && !(_slots[index].Hash == flow.Hash && other.Key.Equals(flow.Key)))
        {
            index = (index + 1) & mask;
        }

        return index;
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (Slot slot in old)
        {
            if (slot.Flow is { } flow)
            {
                _slots[IndexOf(flow)] = slot;
            }
        }
    }

    private struct Slot
    {
        public Flow? Flow;
        public uint Hash;
    }

    private const int InitialSlots = 1024;
}
