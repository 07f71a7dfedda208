using System;
using System.Globalization;
using System.IO;

namespace TlsTools.Benchmarks.Generation;

/// <summary><c>generate bulk|short PATH [--size-mib N] [--seed N]</c></summary>
internal static class GenerateCommand
{
    public const string Usage =
        "generate bulk|short PATH [--size-mib N] [--seed N]      writes a capture; bulk is 1024 MiB, short 250 MiB, if not said";

    public static int Run(string[] arguments)
    {
        if (arguments.Length < 2 || arguments.Length % 2 != 0)
        {
            throw new UsageException(Usage);
        }

        CaptureProfile profile = arguments[0] switch
        {
            "bulk" => CaptureProfile.Bulk,
            "short" => CaptureProfile.Short,
            _ => throw new UsageException(Usage),
        };
        int seed = 1;
        for (int i = 2; i < arguments.Length; i += 2)
        {
            int value = int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new UsageException(Usage);
            switch (arguments[i])
            {
                case "--size-mib":
                    profile = profile with { Size = value * 1024L * 1024L };
                    break;
                case "--seed":
                    seed = value;
                    break;
                default:
                    throw new UsageException(Usage);
            }
        }

        using FileStream file = new(arguments[1], FileMode.Create, FileAccess.Write, FileShare.None, 1024 * 1024);
        GeneratedCounts counts = new CaptureGenerator(profile, seed).Write(file);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{arguments[1]}: {file.Length} bytes, {counts.Packets} packets, {counts.Handshakes} handshakes "
            + $"({counts.Mutual} mutual, {counts.Failed} failed), {100.0 * counts.ApplicationDataPacketBytes / file.Length:f1} % in packets of application data"));
        return 0;
    }
}
