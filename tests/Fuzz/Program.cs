using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;

namespace TlsTools.Fuzz;

/// <summary>The long run: <c>dotnet run -c Release --project tests/Fuzz -- [--seconds N] [--seed S] [--corpus DIR]… [--output DIR] [--keep DIR] | --replay FILE</c>.</summary>
/// <remarks>What <c>--keep</c> leaves behind are inputs that showed something new: seeds for another run, or food for the commands.</remarks>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (Value(arguments, "--replay") is { } file)
        {
            string? failure = new Trial(new HashSet<ulong>()).Run(File.ReadAllBytes(file), out _);
            Console.WriteLine(failure ?? "Read without a failure.");
            return failure is null ? 0 : 1;
        }

        int seconds = int.Parse(Value(arguments, "--seconds") ?? "60");
        int seed = int.Parse(Value(arguments, "--seed") ?? "1");
        string output = Value(arguments, "--output") ?? "fuzz-failures";
        byte[][] seeds = [.. Folders(arguments).Where(Directory.Exists).SelectMany(Fuzzer.SeedsIn)];
        if (seeds.Length == 0)
        {
            Console.Error.WriteLine("No captures to begin with: run this in the repository, or name a folder with --corpus.");
            return 2;
        }

        Fuzzer fuzzer = new(seeds, seed);
        int code = Fuzz(fuzzer, TimeSpan.FromSeconds(seconds), output);
        if (Value(arguments, "--keep") is { } folder)
        {
            Keep(fuzzer, folder);
        }

        return code;
    }

    private static int Fuzz(Fuzzer fuzzer, TimeSpan duration, string output)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan report = TimeSpan.Zero;
        HashSet<string> failures = [];
        bool GoOn()
        {
            if (watch.Elapsed >= report)
            {
                report = watch.Elapsed + TimeSpan.FromSeconds(10);
                Console.WriteLine($"{watch.Elapsed:hh\\:mm\\:ss}  {fuzzer.Runs} runs, {fuzzer.Features} features, {fuzzer.Corpus.Count} inputs kept, {failures.Count} failures");
            }

            return watch.Elapsed < duration && failures.Count < MostFailures;
        }

        using Timer watchdog = WatchForHang(fuzzer, output);
        foreach ((byte[] input, string failure) in fuzzer.Run(GoOn))
        {
            // One report for each place that fails, not for each input that reaches it.
            if (failures.Add(Place(failure)))
            {
                Report(input, failure, output);
            }
        }

        Console.WriteLine($"{fuzzer.Runs} runs, {fuzzer.Features} features, {failures.Count} failures");
        return failures.Count == 0 ? 0 : 1;
    }

    // A reader that never ends cannot be stopped, only reported.
    private static Timer WatchForHang(Fuzzer fuzzer, string output)
    {
        long runs = -1;
        return new Timer(
            _ =>
            {
                if (fuzzer.Runs == runs)
                {
                    Report(fuzzer.Current, $"It did not end within {s_hang.TotalSeconds} seconds.", output);
                    Environment.Exit(1);
                }

                runs = fuzzer.Runs;
            },
            null,
            s_hang,
            s_hang);
    }

    private static void Report(byte[] input, string failure, string output)
    {
        Console.WriteLine(failure);
        Console.WriteLine($"dotnet run -c Release --project tests/Fuzz -- --replay {Write(input, output)}");
    }

    private static void Keep(Fuzzer fuzzer, string folder)
    {
        foreach (byte[] input in fuzzer.Corpus)
        {
            _ = Write(input, folder);
        }
    }

    private static string Write(byte[] input, string folder)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, Convert.ToHexString(SHA256.HashData(input))[..16].ToLowerInvariant() + ".pcap");
        File.WriteAllBytes(file, input);
        return file;
    }

    private static string Place(string failure)
    {
        string[] lines = failure.Split('\n');
        return lines[0].Split(':')[0].Split(' ')[0] + string.Join(' ', lines.Where(line => line.Contains(" at ")).Take(3));
    }

    private static IEnumerable<string> Folders(string[] arguments)
    {
        string[] named = [.. arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == "--corpus").Select(pair => pair.Second)];
        return [.. named, "samples", Path.Combine("tests", "fixtures")];
    }

    private static string? Value(string[] arguments, string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private const int MostFailures = 20;

    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);
}
