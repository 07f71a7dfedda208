namespace TlsTools.Streams;

// When a hole is waited for, and when it is given up.
internal sealed partial class Reassembler
{
    private void Acknowledge(TcpConversation conversation, StreamDirection direction, SequenceNumber acknowledgment)
    {
        ref TcpDirection receiver = ref conversation.State(direction);
        if (receiver.Has(TcpMarks.Anchored))
        {
            int ahead = acknowledgment - receiver.Next;
            if (receiver.Has(TcpMarks.Syn) && receiver.Bytes == 0 && ahead is < 0 or > Window)
            {
                // Two ends answered the SYN (a middlebox is one of them), and the initiator chose the other one.
                Drop(receiver.Disorder);
                receiver.Next = acknowledgment;
                receiver.Acknowledged = acknowledgment;
            }
            else if (acknowledgment > receiver.Acknowledged && ahead <= Window)
            {
                receiver.Acknowledged = acknowledgment;
            }
        }
        else if (!receiver.Has(TcpMarks.Assumed))
        {
            receiver.Marks |= TcpMarks.Assumed;
            receiver.Next = acknowledgment;
            receiver.Acknowledged = acknowledgment;
        }
        else if (acknowledgment > receiver.Acknowledged)
        {
            int more = acknowledgment - receiver.Acknowledged;
            conversation.DisorderOf(direction).Unseen += more <= Window ? more : 0; // a jump farther than any window is forged
            receiver.Acknowledged = acknowledgment;
        }
    }

    private void GiveUpAwaited(TcpConversation conversation, StreamDirection direction, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        if (!sender.HasHole)
        {
            return;
        }

        Disorder disorder = sender.Disorder!;
        if (sender.Acknowledged < disorder.Pending.First.Start)
        {
            return; // the receiver lacks the bytes too: they will be sent again
        }

        if (disorder.Awaited is not { } awaited)
        {
            disorder.Awaited = sender.Acknowledged;
            disorder.AwaitedSince = provenance.Time.Nanoseconds;
            disorder.AwaitedSegments = 0;
            return;
        }

        disorder.AwaitedSegments++;
        if (disorder.AwaitedSegments < PatienceSegments && provenance.Time.Nanoseconds - disorder.AwaitedSince < PatienceTime)
        {
            return;
        }

        while (sender.HasHole && disorder.Pending.First.Start <= awaited)
        {
            GiveUpHole(conversation, direction);
        }

        DeliverFin(conversation, direction, provenance);
    }

    private void GiveUpHole(TcpConversation conversation, StreamDirection direction)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        Disorder disorder = sender.Disorder!;
        if (conversation.Handler is null)
        {
            Drop(disorder);
            return;
        }

        ref readonly SegmentBuffer.Piece after = ref disorder.Pending.First;
        int missing = after.Start - sender.Next;
        disorder.MissingBytes += missing;
        disorder.UnreceivedBytes += IsWatched(conversation, direction) && sender.Acknowledged == sender.Next ? missing : 0;
        sender.Next = after.Start;
        ReportGap(conversation, direction, missing, GapReason.NotCaptured, after.Provenance);
        Drain(conversation, direction);
    }

    // Of a receiver whose packets are not in the capture nobody knows what it got: more than its answer to the SYN must be there.
    private static bool IsWatched(TcpConversation conversation, StreamDirection direction) =>
        conversation.State(direction == StreamDirection.FromInitiator ? StreamDirection.FromResponder : StreamDirection.FromInitiator).Packets > 1;

    private void Flush(TcpConversation conversation, StreamDirection direction, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        while (sender.HasHole)
        {
            GiveUpHole(conversation, direction);
        }

        if (sender.Has(TcpMarks.FinDelivered))
        {
            return;
        }

        // What the other end acknowledged and what a FIN stands behind was sent, though no later segment shows it.
        SequenceNumber end = sender.Has(TcpMarks.FinSeen) ? sender.Fin : SequenceNumber.Later(sender.Acknowledged, sender.Next);
        // One acknowledged number at the very end is a FIN that was not captured.
        long missing = sender.Has(TcpMarks.Assumed) ? sender.Disorder?.Unseen ?? 0 : end - sender.Next;
        if (missing > (sender.Has(TcpMarks.FinSeen) ? 0 : 1))
        {
            sender.Next = end;
            conversation.DisorderOf(direction).MissingBytes += missing;
            ReportGap(conversation, direction, missing, GapReason.NotCaptured, provenance);
        }

        DeliverFin(conversation, direction, provenance);
    }

    private bool Resynchronize(
        TcpConversation conversation, StreamDirection direction, SequenceNumber start, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        Disorder disorder = conversation.DisorderOf(direction);
        disorder.StrayRun = disorder.StrayRun > 0 && sender.LastSequence + sender.LastLength == start ? disorder.StrayRun + 1 : 1;
        if (disorder.StrayRun < StrayRunToBelieve)
        {
            return false;
        }

        // The capture missed so much that the stream went on out of the window. The difference is taken forward, as
        // streams only grow; the segments of the run itself count as missing.
        while (disorder.Pending.Count > 0)
        {
            GiveUpHole(conversation, direction);
        }

        long missing = unchecked(start.Value - sender.Next.Value);
        sender.Next = start;
        sender.Acknowledged = start;
        disorder.StrayRun = 0;
        disorder.MissingBytes += missing;
        ReportGap(conversation, direction, missing, GapReason.NotCaptured, provenance);
        return true;
    }

    // An acknowledgment may stand in the capture before the data that it acknowledges: packets of the two directions come
    // through different queues. A hole below it is given up only after so many more segments of the conversation, or so
    // much time, whichever comes first. In 1057 captures 203 acknowledgments ran ahead of their data; where the data came at
    // all (3 times) it did within 2 segments and 25 microseconds. Busier machines empty their queues every few milliseconds.
    private const int PatienceSegments = 64;
    private const long PatienceTime = 100_000_000;

    // One segment out of the window is astray or forged; three in a row that continue each other are the stream.
    private const int StrayRunToBelieve = 3;
}
