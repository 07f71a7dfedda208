using System.Collections.Generic;
using System.CommandLine;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>The key stores that a command line names: files, folders, and stores of the operating system.</summary>
/// <param name="description">What the paths may be.</param>
internal sealed class EntryOptions(string description)
{
    private readonly Argument<string[]> _paths = new("path") { Description = description, Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _stores = new("--store") { Description = @"A store of the operating system by location and name, for instance CurrentUser\My." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        command.Options.Add(_stores);
    }

    /// <summary>Makes a command line that names neither an error.</summary>
    /// <param name="command">The command.</param>
    public void Require(Command command) => command.Validators.Add(result =>
    {
        if (result.GetValue(_paths) is null or [] && result.GetValue(_stores) is null or [])
        {
            result.AddError("Give a path or a --store.");
        }
    });

    /// <summary>The named paths.</summary>
    public string[] Paths(ParseResult arguments) => arguments.GetValue(_paths) ?? [];

    /// <summary>The named stores of the operating system.</summary>
    public string[] Stores(ParseResult arguments) => arguments.GetValue(_stores) ?? [];

    /// <summary>The entries of all.</summary>
    public IReadOnlyList<KeyStoreEntry> Read(ParseResult arguments, InputReading inputs) => [.. inputs.Entries(Paths(arguments)), .. inputs.SystemStores(Stores(arguments))];
}
