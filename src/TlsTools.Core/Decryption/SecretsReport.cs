namespace TlsTools.Decryption;

/// <summary>What became of the lines of the key logs that were given.</summary>
public sealed record SecretsReport
{
    /// <summary>Lines that are neither empty nor comments.</summary>
    public long Lines { get; init; }

    /// <summary>Lines that hold secrets of connections that were seen.</summary>
    public long Used { get; init; }

    /// <summary>Lines that hold secrets of connections that were not seen.</summary>
    public long Unused { get; init; }

    /// <summary>Lines that cannot be read.</summary>
    public long Malformed { get; init; }

    /// <summary>The number of the first line that cannot be read; <see langword="null"/> when all can.</summary>
    public long? FirstMalformed { get; init; }

    /// <summary>Lines that hold what no record is protected with, such as exporter secrets, or secrets of another protocol.</summary>
    public long Foreign { get; init; }

    /// <summary>Lines that were not kept because there were too many.</summary>
    public long Dropped { get; init; }

    /// <summary>Whether something should be told to whoever gave the lines.</summary>
    public bool NeedsAttention => Malformed > 0 || Dropped > 0 || (Lines > 0 && Used == 0);

    /// <summary>Says it in one sentence.</summary>
    public override string ToString()
    {
        string text = $"{Used} of {Lines} lines belong to connections that were read, {Unused} to others";
        text += Foreign > 0 ? $", {Foreign} hold other things than secrets of TLS records" : "";
        text += Malformed > 0 ? $", {Malformed} cannot be read, the first of them line {FirstMalformed}" : "";
        text += Dropped > 0 ? $", {Dropped} were too many to be kept" : "";
        return text + ".";
    }
}
