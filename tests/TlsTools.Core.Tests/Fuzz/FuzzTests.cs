using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Fuzz;
using Xunit;

namespace TlsTools.Tests.Fuzz;

/// <summary>A short, repeatable run of the fuzzer in tests/Fuzz; the long one is a command.</summary>
public sealed class FuzzTests
{
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_captures_never_throw_hang_or_swell(int seed)
    {
        byte[][] seeds = [.. Folders().Where(Directory.Exists).SelectMany(Fuzzer.SeedsIn)];
        Skip.If(seeds.Length == 0, "The repository has no small captures to begin with.");
        Fuzzer fuzzer = new(seeds, seed);
        (byte[] Input, string Failure) first = fuzzer.Run(() => fuzzer.Runs < Runs).FirstOrDefault();

        Assert.True(first.Failure is null, $"{first.Failure}\n{System.Convert.ToHexString(first.Input ?? [])}");
        Assert.True(fuzzer.Features > 0, "The reader showed nothing at all.");
    }

    private static IEnumerable<string> Folders() =>
        [Path.Combine(RepositoryFiles.Root, "samples"), Path.Combine(RepositoryFiles.Root, "tests", "fixtures")];

    private const int Runs = 2_000;
}
