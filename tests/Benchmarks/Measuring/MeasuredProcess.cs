using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace TlsTools.Benchmarks.Measuring;

/// <summary>A command line that is run again and again, its output thrown away.</summary>
internal sealed class MeasuredProcess(string[] command)
{
    private readonly List<double> _milliseconds = [];

    /// <summary>As it would be typed.</summary>
    public string CommandLine => string.Join(' ', command);

    /// <summary>The middle one of all wall times.</summary>
    public double Median => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

    /// <summary>The least of all wall times.</summary>
    public double Fastest => _milliseconds.Min();

    /// <summary>The most memory that was resident; 0 where the system does not tell.</summary>
    public double PeakMebibytes { get; private set; }

    /// <summary>What the process said at its end.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Runs once and keeps the wall time.</summary>
    public void RunForTime()
    {
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Start("exec \"$@\" >/dev/null 2>&1");
        process.WaitForExit();
        _milliseconds.Add(watch.Elapsed.TotalMilliseconds);
        ExitCode = process.ExitCode;
    }

    /// <summary>Runs once, lets its errors be seen, and keeps the most memory that was resident, as the kernel counts it.</summary>
    public void RunForMemory()
    {
        using Process process = Start("exec \"$@\" >/dev/null");
        while (!process.HasExited)
        {
            PeakMebibytes = Math.Max(PeakMebibytes, ReadPeakMebibytes(process.Id));
            Thread.Sleep(1);
        }

        ExitCode = process.ExitCode;
    }

    // The shell only points the output to /dev/null and is then replaced by the command.
    private Process Start(string script)
    {
        ProcessStartInfo start = new("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        start.ArgumentList.Add("sh");
        foreach (string argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new Win32Exception();
    }

    private static double ReadPeakMebibytes(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(field => field.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(6, line.Length - 9), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            // The process ended in between.
            return 0;
        }
    }
}
