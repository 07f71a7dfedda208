using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TlsTools.Capture;
using TlsTools.Handshakes;

namespace TlsTools.Commands;

/// <summary>
/// Lets a parameter for handshakes take the capture that has them, which is then read: <c>Show-TlsHandshake cap.pcap</c>. It is for
/// parameters beside which none takes the paths of captures.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HandshakesOfCaptureAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes one handshake: the one in the capture that completed.</summary>
    public bool IsOneThatWorks { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return given switch
        {
            string or FileSystemInfo when IsOneThatWorks => One(Read(engineIntrinsics.SessionState.Path, given), given),
            string or FileSystemInfo => Read(engineIntrinsics.SessionState.Path, given),
            IEnumerable list when !IsOneThatWorks && list.Cast<object?>().Any(IsPath) => list.Cast<object?>().SelectMany(each => IsPath(each) ? Read(engineIntrinsics.SessionState.Path, each!) : [each]).ToArray(),
            _ => inputData,
        };
    }

    private static object One(object?[] handshakes, object given)
    {
        object?[] completed = [.. handshakes.Where(handshake => handshake is TlsHandshake { Outcome: HandshakeOutcome.Completed })];
        return completed.Length == 1 ? completed[0]! : throw new ArgumentTransformationMetadataException(
            $"{given} has {completed.Length} handshakes that completed, and one is wanted: (Get-TlsHandshake {given})[0] is the first of all.");
    }

    private static bool IsPath(object? item) => (item is PSObject wrapped ? wrapped.BaseObject : item) is string or FileSystemInfo;

    private static object?[] Read(PathIntrinsics paths, object given)
    {
        given = given is PSObject wrapped ? wrapped.BaseObject : given;
        string[] files = [.. (given is FileSystemInfo entry ? [entry.FullName] : Resolve(paths, (string)given)).SelectMany(path => Directory.Exists(path) ? CaptureFiles.Find(path) : [path])];
        List<object?> handshakes = [];
        foreach (string file in files)
        {
            try
            {
                handshakes.AddRange(TlsCapture.ReadHandshakes(file));
            }
            catch (Exception problem) when (problem is CaptureFormatException or IOException or UnauthorizedAccessException)
            {
                throw new ArgumentTransformationMetadataException($"{file}: {problem.Message} Handshakes of other sources, or of a damaged capture, come through the pipeline: Get-TlsHandshake cap.pcap | …", problem);
            }
        }

        return handshakes.Count > 0 ? [.. handshakes] : throw new ArgumentTransformationMetadataException($"There is no TLS handshake in {given}.");
    }

    private static Collection<string> Resolve(PathIntrinsics paths, string path)
    {
        try
        {
            return paths.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (Exception missing) when (missing is ItemNotFoundException or System.Management.Automation.DriveNotFoundException)
        {
            throw new ArgumentTransformationMetadataException(missing.Message, missing);
        }
    }
}
