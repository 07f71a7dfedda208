namespace TlsTools.Logs;

/// <summary>Reads what one kind of software writes of its TLS handshakes. It is made for one source, since most write over several lines.</summary>
internal interface ILogDialect
{
    /// <summary>
    /// Words in ASCII of which the first line of anything that it reads has one. Where nothing is being read, lines without any of them
    /// are passed over as bytes.
    /// </summary>
    string[] Marks { get; }

    /// <summary>Whether it is inside of something, so that it has to see every line.</summary>
    bool IsInside { get; }

    /// <summary>Takes the next line of the source where it belongs to this dialect.</summary>
    /// <param name="line">The line, without what a service wrapper put before it.</param>
    /// <returns>Whether it did; a line that nobody takes is of no interest.</returns>
    bool TryRead(LogLine line);

    /// <summary>The source has no more lines.</summary>
    void End();
}
