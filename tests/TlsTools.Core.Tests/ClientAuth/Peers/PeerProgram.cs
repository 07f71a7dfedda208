using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Xunit;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>A program that speaks TLS, started for one test; what it prints is kept.</summary>
internal sealed class PeerProgram : IDisposable
{
    /// <summary>Ends a peer that hangs; a slow machine needs a part of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly ManualResetEventSlim _ready = new();
    private readonly string? _readySign;

    private PeerProgram(string program, IEnumerable<string> arguments, string? readySign)
    {
        _readySign = readySign;
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static void Require(params string[] programs)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string program in programs)
        {
            Skip.IfNot(folders.Any(folder => File.Exists(Path.Combine(folder, program))), $"{program} is not on this machine.");
        }
    }

    private static readonly ConcurrentDictionary<int, bool> s_givenPorts = [];

    /// <summary>A port that was free just now, each only once; the programs cannot choose one and tell which.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            int port = ((IPEndPoint)free.LocalEndpoint).Port;
            if (s_givenPorts.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    public static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts a server and waits until it prints that it listens.</summary>
    public static PeerProgram Serve(string readySign, string program, params string[] arguments)
    {
        PeerProgram server = new(program, arguments, readySign);
        if (!server._ready.Wait(Patience))
        {
            server.Dispose();
            Assert.Fail($"{program} did not start.");
        }

        return server;
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    public static PeerProgram ServeAt(int port, string program, params string[] arguments)
    {
        PeerProgram server = new(program, arguments, null);
        if (!SpinWait.SpinUntil(() => server._process.HasExited || IsListening(port), Patience) || server._process.HasExited)
        {
            string said;
            lock (server._lines)
            {
                said = string.Join('\n', server._lines);
            }

            server.Dispose();
            Assert.Fail($"{program} did not start: {said}");
        }

        return server;
    }

    /// <summary>Runs a client to its end; its standard input is closed, which lets it hang up after the handshake.</summary>
    public static void Run(string program, params string[] arguments)
    {
        using PeerProgram client = new(program, arguments, null);
        client.End();
    }

    /// <summary>Runs a client to its end and gives what it printed, on both of its streams as it came.</summary>
    public static IReadOnlyList<string> Read(string program, params string[] arguments)
    {
        using PeerProgram client = new(program, arguments, null);
        client.End();
        return client.Lines;
    }

    /// <summary>What it printed so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Waits for a line that a server prints.</summary>
    public void WaitFor(Predicate<string> sign)
    {
        Assert.True(SpinWait.SpinUntil(() => Printed(sign) || _process.HasExited, Patience), "The peer did not say what it did.");
        if (_process.HasExited)
        {
            _process.WaitForExit();
        }
    }

    /// <summary>Writes a line to its standard input, if it still runs.</summary>
    public void Type(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // What it printed before its end is what counts.
        }
    }

    /// <summary>Closes the standard input and waits for the end.</summary>
    public void End()
    {
        _process.StandardInput.Close();
        Assert.True(_process.WaitForExit(Patience), "The peer did not end.");
        _process.WaitForExit();
    }

    public bool Printed(Predicate<string> sign)
    {
        lock (_lines)
        {
            return _lines.Exists(sign);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _ready.Dispose();
    }

    /// <summary>Lets a server go that has children of its own to take along.</summary>
    public void Terminate()
    {
        Run("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
        _process.WaitForExit(Patience);
        Dispose();
    }

    private static bool IsListening(int port)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_lines)
        {
            _lines.Add(line ?? "");
        }

        if (_readySign is not null && line?.Contains(_readySign, StringComparison.Ordinal) == true)
        {
            _ready.Set();
        }
    }
}
