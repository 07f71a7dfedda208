using System;
using System.Diagnostics;
using System.IO;
using Xunit;

namespace TlsTools.Tests.Stores;

/// <summary>A folder for the time of a test, in which the tools that make stores are run.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tlstools-stores-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Runs a tool in the folder; the test is skipped where the tool is not on the machine or does not know what it is asked for.</summary>
    public void Run(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(tool) { WorkingDirectory = _folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SkipException($"{tool} is not on this machine.");
        }

        using (process)
        {
            System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), $"{tool} does not end.");
            Skip.If(process.ExitCode != 0, $"{tool} {string.Join(' ', arguments)} failed here: {output}{errors.Result}");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
