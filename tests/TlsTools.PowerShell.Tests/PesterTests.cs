using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests;

/// <summary>Runs the files in tests/Pester with the PowerShell that is there.</summary>
public sealed class PesterTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "tests", "Pester"), "*.Tests.ps1").Select(file => Path.GetFileName(file))];

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public async Task Pester_tests_pass(string file)
    {
        string? shell = Find("pwsh");
        Skip.If(shell is null, "PowerShell 7 (pwsh) is not on the PATH.");
        (int found, _, _) = await ChildProcess.RunAsync(
            shell,
            ["-NoProfile", "-NonInteractive", "-Command", "exit [int](-not (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0'))"]);
        Skip.IfNot(found == 0, "Pester 5 is not installed.");

        (int code, string output, string error) = await ChildProcess.RunAsync(
            shell,
            [
                "-NoProfile",
                "-NonInteractive",
                "-Command",
                "Import-Module Pester -MinimumVersion 5.0; "
                    + $"$result = Invoke-Pester -Path 'tests/Pester/{file}' -PassThru -Output Detailed; "
                    + "if ($result.Result -ne 'Passed' -or $result.PassedCount + $result.SkippedCount -eq 0) { exit 1 }; "
                    + $"if ($result.SkippedCount -gt 0) {{ exit {SomeSkipped} }}",
            ]);

        Skip.If(code == SomeSkipped, $"The others passed, but Pester skipped some tests of {file}: a peer is not on this machine.");
        Assert.True(code == 0, output + error);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);

    private const int SomeSkipped = 2;
}
