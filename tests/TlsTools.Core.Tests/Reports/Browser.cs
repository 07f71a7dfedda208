using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace TlsTools.Tests.Reports;

/// <summary>A real Chromium without a window, with a profile of its own and bounded in time.</summary>
internal static class Browser
{
    /// <summary>What a test says that skips for want of it.</summary>
    public const string Missing = "Chromium is not on the PATH (apt-get install chromium).";

    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } = new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Opens a page, runs its scripts, and gives the page as it is then.</summary>
    /// <param name="page">The file.</param>
    /// <param name="isDark">Whether the reader's system is dark.</param>
    public static async Task<(string Document, string Log)> OpenAsync(string page, bool isDark = false) =>
        await RunAsync([.. Scheme(isDark), "--allow-file-access-from-files", "--virtual-time-budget=8000", "--dump-dom", new Uri(page).AbsoluteUri]);

    /// <summary>Takes a picture of a page.</summary>
    /// <param name="page">The file.</param>
    /// <param name="picture">The PNG file to write.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="height">Its height.</param>
    /// <param name="isDark">Whether the reader's system is dark.</param>
    public static async Task PhotographAsync(string page, string picture, int width, int height, bool isDark = false) =>
        await RunAsync([.. Scheme(isDark), "--hide-scrollbars", $"--window-size={width},{height}", $"--screenshot={picture}", new Uri(page).AbsoluteUri]);

    private static string[] Scheme(bool isDark) => isDark ? ["--blink-settings=preferredColorScheme=0"] : ["--blink-settings=preferredColorScheme=1"];

    private static async Task<(string Output, string Log)> RunAsync(IEnumerable<string> arguments)
    {
        string profile = Directory.CreateTempSubdirectory("tlstools-browser").FullName;
        try
        {
            ProcessStartInfo start = new(
                Program!,
                ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--enable-logging=stderr", $"--user-data-dir={profile}", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> log = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return (await output, await log);
        }
        finally
        {
            // A child of the browser may still be writing its profile.
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
            }
        }
    }
}
