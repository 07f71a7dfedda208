using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace TlsTools.Diagnosis;

/// <summary>
/// The page of a rule, <c>docs/rules/ID.md</c>, which is part of the assembly: what people read there is what a finding says as
/// its remedy.
/// </summary>
internal sealed class RulePage
{
    private static readonly ConcurrentDictionary<string, RulePage> s_pages = new();
    private readonly List<RemedyStep> _steps = [];

    private RulePage(string text)
    {
        Text = text;
        ReadRemedy();
    }

    /// <summary>The whole page.</summary>
    public string Text { get; }

    /// <summary>All steps of the remedy: what is the same everywhere, then by product.</summary>
    public IReadOnlyList<RemedyStep> Steps => _steps;

    /// <summary>The page of a rule.</summary>
    /// <param name="id">The rule's id.</param>
    public static RulePage Of(string id) => s_pages.GetOrAdd(id, static id => new RulePage(Read(id)));

    /// <summary>Where the page is found.</summary>
    public static string Address(string id) => $"docs/rules/{id}.md";

    /// <summary>Whether a product is named in any step.</summary>
    public bool HasProducts => _steps.Exists(step => step.Product is not null);

    /// <summary>The steps for an end whose library is known, or all of them where it is not.</summary>
    public IReadOnlyList<RemedyStep> RemedyFor(StackGuess? stack) =>
        stack is not null && IsChosenBy(stack) ? _steps.FindAll(step => step.Product is null || ProductsOf(stack.Stack).Contains(step.Product)) : _steps;

    /// <summary>Whether a library is sure enough, and has products on the page, so that only theirs are shown.</summary>
    public bool IsChosenBy(StackGuess stack) =>
        stack.Confidence != Confidence.Possible && _steps.Exists(step => step.Product is { } product && ProductsOf(stack.Stack).Contains(product));

    // The products of the pages' headings in which a library is found.
    private static string[] ProductsOf(TlsStack stack) => stack switch
    {
        TlsStack.OpenSsl => ["nginx", "HAProxy", "OpenSSL"],
        TlsStack.Jsse => ["Java (JSSE)", "webMethods Integration Server", "Apigee", "Kafka"],
        TlsStack.Iaik => ["webMethods Integration Server"],
        TlsStack.DotNet => [".NET"],
        TlsStack.Schannel => ["IIS and Schannel", ".NET"],
        _ => [],
    };

    // Below "How to fix it" each list item is a step; a heading below that names the product.
    private void ReadRemedy()
    {
        string? product = null;
        bool isRemedy = false;
        foreach (string line in Text.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                isRemedy = line == RemedyHeading;
                product = null;
            }
            else if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                product = line.Substring(4);
            }
            else if (isRemedy && line.StartsWith("- ", StringComparison.Ordinal))
            {
                _steps.Add(new RemedyStep(product, line.Substring(2)));
            }
            else if (isRemedy && line.StartsWith("  ", StringComparison.Ordinal) && _steps.Count > 0)
            {
                _steps[_steps.Count - 1] = _steps[_steps.Count - 1] with { Text = $"{_steps[_steps.Count - 1].Text} {line.Trim()}" };
            }
        }
    }

    private static string Read(string id)
    {
        using Stream? page = Assembly.GetExecutingAssembly().GetManifestResourceStream($"rules/{id}.md");
        if (page is null)
        {
            return string.Empty;
        }

        using StreamReader reader = new(page);
        return reader.ReadToEnd();
    }

    private const string RemedyHeading = "## How to fix it";
}
