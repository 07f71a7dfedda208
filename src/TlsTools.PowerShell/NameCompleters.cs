using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Diagnosis;
using TlsTools.Tls;

namespace TlsTools;

/// <summary>Completes a parameter with the names that there are.</summary>
internal abstract class NameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        WildcardPattern pattern = new(word + "*", WildcardOptions.IgnoreCase);
        return Names.Where(pattern.IsMatch).Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name));
    }

    /// <summary>Whether there is a name that the pattern matches.</summary>
    public bool Knows(string pattern) => Names.Any(new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch);

    /// <summary>The names, in the order in which they are offered.</summary>
    private protected abstract IEnumerable<string> Names { get; }

    /// <summary>The names of a registry whose codes have so many values.</summary>
    private protected static IReadOnlyList<string> NamesOf(int codes, Func<int, string?> nameOf) =>
        [.. Enumerable.Range(0, codes).Select(nameOf).OfType<string>().OrderBy(name => name, StringComparer.Ordinal)];

    private static string Quote(string name) => name.IndexOfAny([' ', '\\', '\'']) < 0 ? name : $"'{name.Replace("'", "''")}'";
}

/// <summary>Completes cipher suites.</summary>
internal sealed class CipherSuiteNames : NameCompleter
{
    private static readonly Lazy<IReadOnlyList<string>> s_names = new(() => NamesOf(0x10000, code => new CipherSuite((ushort)code).Name));

    private protected override IEnumerable<string> Names => s_names.Value;
}

/// <summary>Completes signature schemes.</summary>
internal sealed class SignatureSchemeNames : NameCompleter
{
    private static readonly Lazy<IReadOnlyList<string>> s_names = new(() => NamesOf(0x10000, code => new SignatureScheme((ushort)code).Name));

    private protected override IEnumerable<string> Names => s_names.Value;
}

/// <summary>Completes alerts.</summary>
internal sealed class AlertNames : NameCompleter
{
    private static readonly Lazy<IReadOnlyList<string>> s_names = new(() => NamesOf(0x100, code => new AlertDescription((byte)code).Name));

    private protected override IEnumerable<string> Names => s_names.Value;
}

/// <summary>Completes versions, the newest first.</summary>
internal sealed class VersionNames : NameCompleter
{
    private protected override IEnumerable<string> Names =>
        new ushort[] { 0x0304, 0x0303, 0x0302, 0x0301, 0x0300, 0x0002 }.Select(code => new ProtocolVersion(code).ToString());
}

/// <summary>Completes the ids of causes and other findings.</summary>
internal sealed class CauseNames : NameCompleter
{
    private protected override IEnumerable<string> Names => FindingPages.Ids;
}

/// <summary>Completes application protocols.</summary>
/// <seealso href="https://www.iana.org/assignments/tls-extensiontype-values/tls-extensiontype-values.xhtml#alpn-protocol-ids">ALPN protocol ids</seealso>
internal sealed class AlpnNames : NameCompleter
{
    private protected override IEnumerable<string> Names => ["h2", "http/1.1", "http/1.0", "acme-tls/1", "coap", "dot", "ftp", "imap", "irc", "managesieve", "mqtt", "ntske/1", "pop3", "postgresql", "sip/2", "smb", "tds/8.0", "xmpp-client", "xmpp-server"];
}

/// <summary>Completes stores of the operating system.</summary>
internal sealed class StoreNames : NameCompleter
{
    private protected override IEnumerable<string> Names =>
        from location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine }
        from name in typeof(StoreName).GetEnumNames()
        select $@"{location}\{name}";
}
