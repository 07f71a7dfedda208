namespace TlsTools.Streams;

/// <summary>Conversations in the order in which they came to wait; each is in one such list, and leaves it at no cost.</summary>
internal sealed class ConversationList
{
    private TcpConversation? _tail;

    /// <summary>The one that waits longest.</summary>
    public TcpConversation? Head { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a conversation at the end, and out of the list that it is in.</summary>
    public void Append(TcpConversation conversation, long since)
    {
        conversation.List?.Remove(conversation);
        conversation.List = this;
        conversation.ListedSince = since;
        conversation.Previous = _tail;
        if (_tail is null)
        {
            Head = conversation;
        }
        else
        {
            _tail.Following = conversation;
        }

        _tail = conversation;
        Count++;
    }

    /// <summary>Takes a conversation out.</summary>
    public void Remove(TcpConversation conversation)
    {
        if (conversation.Previous is { } previous)
        {
            previous.Following = conversation.Following;
        }
        else
        {
            Head = conversation.Following;
        }

        if (conversation.Following is { } following)
        {
            following.Previous = conversation.Previous;
        }
        else
        {
            _tail = conversation.Previous;
        }

        conversation.Previous = null;
        conversation.Following = null;
        conversation.List = null;
        Count--;
    }
}
