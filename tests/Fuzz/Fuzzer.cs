using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TlsTools.Fuzz;

/// <summary>Feature-guided fuzzing: mutates the seeds, and keeps what made the reader show something new.</summary>
internal sealed class Fuzzer
{
    private readonly List<byte[]> _corpus = [];
    private readonly HashSet<ulong> _features = [];
    private readonly Random _random;
    private readonly Mutator _mutator;

    public Fuzzer(IEnumerable<byte[]> seeds, int seed)
    {
        _random = new Random(seed);
        _mutator = new Mutator(_random);
        _corpus.AddRange(seeds.Where(input => input.Length is > 0 and <= LargestInput));
    }

    public int Features => _features.Count;

    public IReadOnlyList<byte[]> Corpus => _corpus;

    public long Runs { get; private set; }

    /// <summary>What is being read now, for a watch that sees no end of it.</summary>
    public byte[] Current { get; private set; } = [];

    /// <summary>Reads the unchanged seeds, then mutations of them for as long as it is allowed; gives each failure with its input.</summary>
    public IEnumerable<(byte[] Input, string Failure)> Run(Func<bool> goOn)
    {
        foreach (byte[] input in _corpus.ToArray())
        {
            if (Try(input, out _) is { } failure)
            {
                yield return (input, failure);
            }
        }

        while (_corpus.Count > 0 && goOn())
        {
            byte[] input = _mutator.Mutate(Choose(), Choose());
            if (Try(input, out int newFeatures) is { } failure)
            {
                yield return (input, failure);
            }
            else if (newFeatures > 0 && input.Length <= LargestInput)
            {
                Keep(input);
            }
        }
    }

    /// <summary>The captures in a folder and below it that are small enough to be mutated often.</summary>
    public static IEnumerable<byte[]> SeedsIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where(file => Path.GetExtension(file) is ".pcap" or ".pcapng" or ".cap" or ".gz" && new FileInfo(file).Length <= LargestInput)
            .Select(File.ReadAllBytes);

    // What was found last leads on more often than what everybody tried already.
    private byte[] Choose() =>
        _corpus[_random.Next(4) == 0 ? _corpus.Count - 1 - _random.Next(Math.Min(_corpus.Count, RecentInputs)) : _random.Next(_corpus.Count)];

    private void Keep(byte[] input)
    {
        if (_corpus.Count < LargestCorpus)
        {
            _corpus.Add(input);
        }
        else
        {
            _corpus[_random.Next(_corpus.Count)] = input;
        }
    }

    private string? Try(byte[] input, out int newFeatures)
    {
        Runs++;
        Current = input;
        return new Trial(_features).Run(input, out newFeatures);
    }

    // Big inputs only make the runs slow; a capture of one connection fits.
    private const int LargestInput = 64 << 10;

    // Keeps the fuzzer's own memory to some hundreds of megabytes at most.
    private const int LargestCorpus = 5_000;

    private const int RecentInputs = 50;
}
