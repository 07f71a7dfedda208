using System;
using System.Management.Automation;
using TlsTools.Capture;

namespace TlsTools.Commands;

/// <summary>Every error that the module writes. The method's name is the error's public id; docs/errors.md explains each.</summary>
internal static class Errors
{
    /// <summary>The file is no capture, or is damaged from an offset on.</summary>
    public static ErrorRecord CaptureNotReadable(string path, CaptureFormatException reason)
    {
        string message = $"The capture '{path}' cannot be read from byte {reason.Offset} on: {reason.Message}";
        return new(new CaptureFormatException(message, reason.Offset, reason), nameof(CaptureNotReadable), ErrorCategory.InvalidData, path);
    }

    /// <summary>There is no such file.</summary>
    public static ErrorRecord FileNotFound(string path, Exception reason) =>
        new(reason, nameof(FileNotFound), ErrorCategory.ObjectNotFound, path);

    /// <summary>The file is there and cannot be opened or read.</summary>
    public static ErrorRecord FileNotReadable(string path, Exception reason) =>
        new(reason, nameof(FileNotReadable), ErrorCategory.ReadError, path);

    /// <summary>The path is not one of the file system.</summary>
    public static ErrorRecord NotAFile(string path, string provider) =>
        new(
            new ArgumentException($"The path '{path}' is one of the provider {provider}. Captures are read from the file system only."),
            nameof(NotAFile),
            ErrorCategory.InvalidArgument,
            path);

    /// <summary>The folder holds no capture file.</summary>
    public static ErrorRecord NoCaptureInFolder(string path) =>
        new(
            new InvalidOperationException($"The folder '{path}' and those in it hold no capture file."),
            nameof(NoCaptureInFolder),
            ErrorCategory.ObjectNotFound,
            path);
}
