using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the help that <c>Get-Help</c> reads from the cmdlets' pages (<c>docs/Verb-Noun.md</c>), so that they are written
/// once. Compiled by MSBuild itself; it is no part of an assembly.
/// </summary>
public sealed class GenerateHelp : Task
{
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The pages.</summary>
    [Required]
    public ITaskItem[] Pages { get; set; }

    /// <summary>The help file.</summary>
    [Required]
    public string Output { get; set; }

    /// <summary>Where the pages can be read; empty where that is not known, and then the help has no link.</summary>
    public string DocumentationUrl { get; set; }

    /// <inheritdoc />
    public override bool Execute()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Output));
        new XDocument(new XElement(
            "helpItems",
            new XAttribute("schema", "maml"),
            Pages.Select(page => Command(File.ReadAllText(page.GetMetadata("FullPath")).Replace("\r\n", "\n"))))).Save(Output);
        return true;
    }

    private XElement Command(string page)
    {
        string name = Regex.Match(page, "^# (.*)").Groups[1].Value;
        Dictionary<string, string> sections = Split(page, "## ").ToDictionary(section => section.Key, section => section.Value);
        List<KeyValuePair<string, string>> parameters = Split(sections["Parameters"], "### -").ToList();
        return new XElement(
            s_command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XElement(
                s_command + "details",
                new XElement(s_command + "name", name),
                new XElement(s_maml + "description", Paragraphs(sections["Synopsis"])),
                new XElement(s_command + "verb", name.Split('-')[0]),
                new XElement(s_command + "noun", name.Split('-')[1])),
            new XElement(s_maml + "description", Paragraphs(sections["Description"])),
            new XElement(s_command + "syntax", Regex.Matches(sections["Syntax"], "^" + name + " .*", RegexOptions.Multiline).Cast<Match>()
                .Select(line => new XElement(
                    s_command + "syntaxItem",
                    new XElement(s_maml + "name", name),
                    Regex.Matches(line.Value, @"-(\w+)\]?( <|\]|$)").Cast<Match>()
                        .Select(match => parameters.First(parameter => parameter.Key == match.Groups[1].Value))
                        .Select(parameter => Parameter(parameter, false))))),
            new XElement(s_command + "parameters", parameters.Select(parameter => Parameter(parameter, true))),
            new XElement(s_command + "inputTypes", new XElement(s_command + "inputType", Type(sections["Inputs"]))),
            new XElement(s_command + "returnValues", new XElement(s_command + "returnValue", Type(sections["Outputs"]))),
            new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", Paragraphs(sections["Notes"]))),
            new XElement(s_command + "examples", Split(sections["Examples"], "### ").Select(Example)),
            string.IsNullOrEmpty(DocumentationUrl) ? null : new XElement(
                s_maml + "relatedLinks",
                new XElement(
                    s_maml + "navigationLink",
                    new XElement(s_maml + "linkText", "Online version:"),
                    new XElement(s_maml + "uri", DocumentationUrl.TrimEnd('/') + "/" + name + ".md"))));
    }

    private static XElement Parameter(KeyValuePair<string, string> parameter, bool isDescribed)
    {
        Dictionary<string, string> facts = Regex.Matches(parameter.Value, "^- (.*?): (.*)$", RegexOptions.Multiline).Cast<Match>()
            .ToDictionary(fact => fact.Groups[1].Value, fact => fact.Groups[2].Value);
        string aliases;
        return new XElement(
            s_command + "parameter",
            new XAttribute("required", facts["Required"]),
            new XAttribute("globbing", facts["Wildcards"]),
            new XAttribute("pipelineInput", facts["Pipeline"]),
            new XAttribute("position", facts["Position"]),
            new XAttribute("aliases", facts.TryGetValue("Aliases", out aliases) ? aliases : "none"),
            new XElement(s_maml + "name", parameter.Key),
            isDescribed ? new XElement(s_maml + "description", Paragraphs(Regex.Replace(parameter.Value, "^- .*$", "", RegexOptions.Multiline))) : null,
            facts["Type"] == "switch" ? null : new XElement(
                s_command + "parameterValue", new XAttribute("required", "true"), facts["Type"]));
    }

    private static XElement Example(KeyValuePair<string, string> example)
    {
        Match code = Regex.Match(example.Value, "```powershell\n(.*?)\n```", RegexOptions.Singleline);
        return new XElement(
            s_command + "example",
            new XElement(s_maml + "title", example.Key),
            new XElement(s_dev + "code", code.Groups[1].Value),
            new XElement(s_dev + "remarks", Paragraphs(example.Value.Substring(code.Index + code.Length)), new XElement(s_maml + "para")));
    }

    private static XElement Type(string text)
    {
        return new XElement(s_dev + "type", new XElement(s_maml + "name", Plain(text)));
    }

    private static IEnumerable<XElement> Paragraphs(string text)
    {
        return Regex.Split(text.Trim(), "\n{2,}").Select(paragraph => new XElement(s_maml + "para", Plain(paragraph)));
    }

    private static string Plain(string text)
    {
        return text.Trim().Replace("`", "").Replace("\n", " ");
    }

    private static IEnumerable<KeyValuePair<string, string>> Split(string text, string heading)
    {
        return Regex.Split(text, "^" + heading, RegexOptions.Multiline).Skip(1)
            .Select(part => new KeyValuePair<string, string>(part.Substring(0, part.IndexOf('\n')), part.Substring(part.IndexOf('\n') + 1)));
    }
}
