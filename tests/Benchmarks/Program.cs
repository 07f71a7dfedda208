using System;
using System.Collections.Generic;
using BenchmarkDotNet.Running;
using TlsTools.Benchmarks;
using TlsTools.Benchmarks.Generation;
using TlsTools.Benchmarks.Measuring;

Dictionary<string, Func<string[], int>> verbs = new(StringComparer.Ordinal)
{
    ["generate"] = GenerateCommand.Run,
    ["repeat"] = RepeatCommand.Run,
    ["measure"] = MeasureCommand.Run,
    ["probe"] = ProbeCommand.Run,
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out Func<string[], int>? run))
{
    try
    {
        return run(args[1..]);
    }
    catch (UsageException usage)
    {
        Console.Error.WriteLine(usage.Message);
        return 2;
    }
}

if (args.Length == 0)
{
    Console.WriteLine(GenerateCommand.Usage);
    Console.WriteLine(RepeatCommand.Usage);
    Console.WriteLine(MeasureCommand.Usage);
    Console.WriteLine(ProbeCommand.Usage);
    Console.WriteLine("--filter '*'      runs the small benchmarks (the options are BenchmarkDotNet's)");
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(GenerateCommand).Assembly).Run(args);
return 0;
