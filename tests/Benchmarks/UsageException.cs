using System;

namespace TlsTools.Benchmarks;

/// <summary>The command line cannot be understood; the message says how it is meant.</summary>
internal sealed class UsageException(string message) : Exception(message);
