using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TlsTools.Benchmarks.Measuring;

/// <summary><c>measure FILE [--rounds N] -- COMMAND ARGUMENTS [-- COMMAND ARGUMENTS]</c></summary>
internal static class MeasureCommand
{
    public const string Usage =
        "measure FILE [--rounds N] -- COMMAND... [-- COMMAND...]   times whole processes against 'cat FILE', in turn; {} in COMMAND is FILE";

    public static int Run(string[] arguments)
    {
        string file = arguments.Length > 0 ? arguments[0] : throw new UsageException(Usage);
        int firstCommand = Array.IndexOf(arguments, "--");
        int rounds = ReadRounds(firstCommand < 0 ? arguments[1..] : arguments[1..firstCommand]);
        List<MeasuredProcess> processes = [new MeasuredProcess(["cat", file])];
        processes.AddRange(SplitCommands(arguments.Skip(Math.Max(firstCommand, 0)), file).Select(command => new MeasuredProcess(command)));

        // Untimed: brings the file into the page cache and the programs too, and takes the peak memory, which slows a process down.
        foreach (MeasuredProcess process in processes)
        {
            process.RunForMemory();
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (MeasuredProcess process in processes)
            {
                process.RunForTime();
            }
        }

        Print(processes);
        return 0;
    }

    private static int ReadRounds(string[] options) => options switch
    {
        [] => 9,
        ["--rounds", string text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds > 0 => rounds,
        _ => throw new UsageException(Usage),
    };

    private static IEnumerable<string[]> SplitCommands(IEnumerable<string> arguments, string file)
    {
        List<string> command = [];
        foreach (string argument in arguments)
        {
            if (argument != "--")
            {
                command.Add(argument.Replace("{}", file, StringComparison.Ordinal));
            }
            else if (command.Count > 0)
            {
                yield return [.. command];
                command.Clear();
            }
        }

        if (command.Count > 0)
        {
            yield return [.. command];
        }
    }

    private static void Print(List<MeasuredProcess> processes)
    {
        Console.WriteLine("  median ms   fastest ms   x cat   peak MiB   exit   command");
        foreach (MeasuredProcess process in processes)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{process.Median,11:f1}{process.Fastest,13:f1}{process.Median / processes[0].Median,8:f2}{process.PeakMebibytes,11:f1}{process.ExitCode,7}   {process.CommandLine}"));
        }
    }
}
