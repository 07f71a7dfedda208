using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;

namespace TlsTools.Commands;

/// <summary>Makes files of the paths that a user gives: wildcards are resolved and folders searched, and what is not there is an error.</summary>
/// <param name="command">Who reads them.</param>
/// <param name="find">Searches a folder.</param>
/// <param name="nothingFound">The error for a folder without a fitting file.</param>
internal sealed class InputPaths(PSCmdlet command, Func<string, IEnumerable<string>> find, Func<string, ErrorRecord> nothingFound)
{
    /// <summary>The files of one path, and of each whether it was found in a folder rather than named.</summary>
    public IEnumerable<(string File, bool IsFound)> Files(string path, bool isLiteral)
    {
        foreach (string resolved in Resolve(path, isLiteral))
        {
            if (!Directory.Exists(resolved))
            {
                yield return (resolved, false);
                continue;
            }

            bool found = false;
            foreach (string file in find(resolved))
            {
                found = true;
                yield return (file, true);
            }

            if (!found)
            {
                command.WriteError(nothingFound(resolved));
            }
        }
    }

    private Collection<string> Resolve(string path, bool isLiteral)
    {
        try
        {
            ProviderInfo provider;
            Collection<string> resolved = isLiteral
                ? [command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : command.GetResolvedProviderPathFromPSPath(path, out provider);
            if (provider.Name == "FileSystem")
            {
                return resolved;
            }

            command.WriteError(Errors.NotAFile(path, provider.Name));
        }
        catch (ItemNotFoundException missing)
        {
            command.WriteError(Errors.FileNotFound(path, missing));
        }
        catch (System.Management.Automation.DriveNotFoundException missing)
        {
            command.WriteError(Errors.FileNotFound(path, missing));
        }

        return [];
    }
}
