using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;
using TlsTools.Tests.Diagnosis;
using Xunit;

namespace TlsTools.Tests.Reports;

/// <summary>The forms in which a ladder is shown: they fit, they are well-formed, and nothing that a peer sent acts in them.</summary>
public sealed partial class LadderFormsTests
{
    public static TheoryData<string> Names => ScenarioTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void All_forms_are_well_formed_and_fit(string name)
    {
        if (Scenario.Of(name).Read() is not { } handshake)
        {
            return;
        }

        Ladder ladder = Ladder.Of(handshake);
        foreach (int width in new[] { 80, 100, 160 })
        {
            Assert.All(LadderText.Plain(ladder, width).Split('\n'), line => Assert.InRange(line.Length, 0, width));
        }

        AssertIsSafeSvg(LadderSvg.Render(ladder));
        AssertIsSafeMermaid(LadderMermaid.Render(ladder));
    }

    [Fact]
    public void Text_says_without_colour_where_it_broke()
    {
        Ladder ladder = LadderTests.OfSample("client-certificate-withheld.pcap");
        string plain = LadderText.Plain(ladder, 80);
        Assert.Contains("× 18", plain);
        Assert.Contains("BROKE HERE: ClientCertificateMissing (certain)", plain);
        Assert.Contains("◄═", plain);
        Assert.DoesNotContain('\u001b', plain);
        Assert.Contains(LadderText.Lines(ladder, 80), line => line.Any(span => span.Tone == TextTone.Broken));
    }

    [Fact]
    public void A_wide_window_has_the_finding_beside_the_break()
    {
        Ladder ladder = LadderTests.OfSample("client-certificate-withheld.pcap");
        string line = LadderText.Plain(ladder, 160).Split('\n').Single(text => text.Contains("BROKE HERE", StringComparison.Ordinal));
        Assert.Contains("bad_certificate (42)", line);
    }

    [Fact]
    public void The_ladder_in_the_README_is_the_one_that_is_drawn()
    {
        const string Name = "samples/client-certificate-withheld.pcap";
        using FileStream capture = File.OpenRead(Path.Combine(RepositoryFiles.Root, Name));
        Ladder ladder = Ladder.Of(TlsCapture.ReadHandshakes(capture, new TlsCaptureOptions { SourceName = Name }).First());
        Assert.Contains($"```\n{LadderText.Plain(ladder, 100)}```\n", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_a_peer_sent_acts_on_a_terminal()
    {
        string text = LadderText.Plain(Ladder.Of(HostileHandshake.Create()), 80);
        Assert.Contains("script", text);
        Assert.DoesNotContain(text, character => character != '\n' && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Nothing_that_a_peer_sent_acts_in_a_picture()
    {
        string svg = LadderSvg.Render(Ladder.Of(HostileHandshake.Create()));
        AssertIsSafeSvg(svg);
        Assert.Contains("&lt;script&gt;", svg);
    }

    [Fact]
    public void Nothing_that_a_peer_sent_acts_in_a_diagram()
    {
        string diagram = LadderMermaid.Render(Ladder.Of(HostileHandshake.Create()));
        AssertIsSafeMermaid(diagram);
        Assert.Contains("#60;script#62;", diagram);
    }

    [Fact]
    public void Pictures_of_several_handshakes_have_names_of_their_own()
    {
        Assert.Equal(["a/b.svg", "a/b-2.svg"], new[] { 0, 1 }.Select(index => LadderDocuments.PathFor("a/b.svg", index).Replace('\\', '/')));
        Assert.Equal(
            [LadderFormat.Svg, LadderFormat.Html, LadderFormat.Mermaid, LadderFormat.Text],
            new[] { "x.SVG", "x.htm", "x.mmd", "x.txt" }.Select(LadderDocuments.FormatOf));
    }

    private static void AssertIsSafeSvg(string svg)
    {
        XDocument document = XDocument.Parse(svg);
        HashSet<string> known = ["svg", "title", "style", "rect", "line", "path", "circle", "text", "tspan"];
        Assert.All(document.Descendants(), element => Assert.Contains(element.Name.LocalName, known));
        Assert.All(
            document.Descendants().Attributes(),
            attribute => Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName == "href", attribute.ToString()));

        // How far text reaches is for a browser to say.
        double width = double.Parse(document.Root!.Attribute("width")!.Value, CultureInfo.InvariantCulture);
        Assert.All(
            document.Descendants().Where(element => element.Attribute("x") is not null),
            element => Assert.InRange(double.Parse(element.Attribute("x")!.Value, CultureInfo.InvariantCulture), 0, width));
    }

    // What Mermaid's grammar takes for text: no statement ends within it, and no markup but the line break that we write.
    private static void AssertIsSafeMermaid(string diagram)
    {
        string[] lines = diagram.TrimEnd('\n').Split('\n');
        Assert.Equal("sequenceDiagram", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Matches(MermaidLine(), line));
    }

    [GeneratedRegex(@"^    (participant [CS] as |Note over C,S: |[CS](->>|-->>|-x)[CS]: )([A-Za-z0-9 .,_()=+/-]|#\d+;|<br/>)*$")]
    private static partial Regex MermaidLine();
}
