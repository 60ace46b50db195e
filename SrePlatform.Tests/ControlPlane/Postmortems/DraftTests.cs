using System.Text;
using AngleSharp.Html.Parser;
using SrePlatform.ControlPlane.Features.Postmortems;
using SrePlatform.ControlPlane.Features.Postmortems.Documents;
using SrePlatform.ControlPlane.Features.Postmortems.Drafting;
using SrePlatform.ControlPlane.Features.Postmortems.Record;
using SrePlatform.ControlPlane.Platform.Markdown;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Postmortems;

/// <summary>What a draft may say, and what becomes of it as a document.</summary>
[Trait("Category", "Unit")]
public sealed class DraftTests
{
    private static readonly IncidentRecord Record = new(
        Guid.NewGuid(), "INC-1", "Errors", "en",
        [new("E1", RecordKind.Event, null, "Opened at 12:03", "/incidents/INC-1#event-1"), new("M1", RecordKind.Measurement, null, "412 of 9,000 requests failed", null, "sum(x)")],
        [new(PostmortemSection.Summary, "It began at 12:03.", ["E1"]), new(PostmortemSection.Impact, "412 of 9,000 requests failed.", ["M1"])],
        [], ["Errors"], "payment", CauseKind.Deployment);

    [Theory]
    [InlineData("impact", "412 of 9,000 requests failed.", "M1", "None")]
    [InlineData("impact", "Some requests failed.", "M1", "None")]
    [InlineData("impact", "413 requests failed.", "M1", "UnknownNumber")]
    [InlineData("impact", "It began at 12:03.", "M1", "UnknownNumber")]
    [InlineData("impact", "Nobody noticed.", "", "NoCitation")]
    [InlineData("impact", "Nobody noticed.", "E7", "UnknownCitation")]
    [InlineData("blame", "Nobody noticed.", "E1", "UnknownSection")]
    [InlineData("impact", " ", "E1", "Empty")]
    public void Another_agents_sentence_is_taken_only_as_far_as_the_record_carries_it(string section, string text, string cites, string expected)
    {
        var items = Record.Items.ToDictionary(item => item.Code);
        var said = Record.Statements.SelectMany(statement => statement.Cites.Select(code => (code, statement.Text))).ToLookup(pair => pair.code, pair => pair.Text);
        Assert.Equal(expected, DraftCheck.Judge(new OfferedSentence(section, text, cites.Length == 0 ? [] : [cites]), items, said).ToString());
    }

    [Fact]
    public void A_section_that_another_agent_lost_is_taken_from_the_record_and_a_draft_of_nothing_is_no_draft()
    {
        var taken = DraftCheck.Take([new("summary", "It was bad.", ["E1"]), new("impact", "999 failed.", ["M1"])], Record)!;
        Assert.Equal(["It was bad.", "412 of 9,000 requests failed."], taken.Statements.Select(statement => statement.Text));
        Assert.Equal(DraftOrigin.Agent, taken.Origin);
        Assert.Null(DraftCheck.Take([new("impact", "999 failed.", ["M1"])], Record));
        Assert.Throws<ArgumentException>(() => new Statement(PostmortemSection.Impact, "No source.", []));
    }

    [Theory]
    [InlineData("<script>alert(1)</script> <img src=x onerror=alert(1)>")]
    [InlineData("[a](javascript:alert(1)) [b](data:text/html,x) ![c](https://evil.test/x.png)")]
    [InlineData("<a href=\"#\" onclick=\"x()\" style=\"color:red\">x</a>")]
    [InlineData("[x](#E1\" onmouseover=\"alert(1))")]
    [InlineData("`</code><svg/onload=alert(1)>` **<iframe src=//evil.test>**")]
    public void Nothing_that_people_write_becomes_script_or_reaches_elsewhere(string markdown)
    {
        var html = PostmortemHtml.Of(markdown, Record.Items);
        foreach (var element in new HtmlParser().ParseDocument($"<body>{html}").Body!.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, (string[])["p", "a", "code", "strong", "em"]);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, (string[])["href", "rel", "title", "class"]));
            Assert.Matches("^(|#.*|/.*|https://.*)$", element.GetAttribute("href") ?? "");
        }
    }

    [Fact]
    public void A_citation_leads_to_what_it_names_and_an_unknown_one_is_marked()
    {
        var html = PostmortemHtml.Of("Began [E1](#E1), cost [M1](#M1), guessed [Z9](#Z9).", Record.Items);
        Assert.Contains("href=\"/incidents/INC-1#event-1\"", html, StringComparison.Ordinal);
        Assert.Contains("title=\"Opened at 12:03\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#record-M1\"", html, StringComparison.Ordinal);
        Assert.Contains("class=\"cite-unknown\"", html, StringComparison.Ordinal);
        Assert.Contains("https://sre.test/incidents/INC-1#event-1", PostmortemHtml.Of("[E1](#E1)", Record.Items, new Uri("https://sre.test")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Title\n\nPlain, **bold**, `code` and a [link](https://sre.test/x) [E1](#E1).\n\n- one\n- two\n\n1. first\n\n> quoted\n\n```\ncode block\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |")]
    [InlineData("## 事後檢討\n\n付款服務於 14:02 開始回應錯誤，因為部署了 v2.3.1。\n\n- 影響：412 個請求失敗")]
    [InlineData("한국어 😀 \u200d ﷽ \ud83d\udc69\u200d\ud83d\udcbb עברית \t\u0007")]
    [InlineData("")]
    public void A_pdf_is_made_of_any_text(string markdown)
    {
        var pdf = PostmortemPdf.Of(markdown, Record.Items, "標題 Title", "ann", "PM-1", new Uri("https://sre.test"));
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5), StringComparison.Ordinal);
        Assert.Contains("%%EOF", Encoding.ASCII.GetString(pdf, Math.Max(0, pdf.Length - 32), Math.Min(32, pdf.Length)), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_text_and_no_markup()
    {
        var markdown = DraftMarkdown.Escape("rule *x* [y](https://evil.test) <b> # | `z`");
        Assert.DoesNotContain("<a", PostmortemHtml.Of(markdown, []), StringComparison.Ordinal);
        Assert.Contains("rule *x* [y]", System.Net.WebUtility.HtmlDecode(PostmortemHtml.Of(markdown, [])), StringComparison.Ordinal);
        Assert.False(SafeMarkdown.CanRead(new string('>', 20_000) + " x") && PostmortemHtml.Of(new string('>', 20_000) + " x", []).Length == 0);
    }
}
