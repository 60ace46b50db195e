using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Diagnosis.Messages;
using SrePlatform.ControlPlane.Platform.Localization;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

/// <summary>Whatever the Assistant can say, pages say in both languages.</summary>
[Trait("Category", "Unit")]
public sealed partial class MessageTextsTests
{
    private static readonly TextCatalog Catalog = new();

    [Theory]
    [InlineData("en")]
    [InlineData("zh-TW")]
    public void Every_message_of_the_assistant_has_a_text(string language)
    {
        var known = Catalog.Keys(language).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Said().Select(template => "diagnosis." + template.Key).Where(key => !known.Contains(key)));
    }

    [Fact]
    public void Both_languages_fill_in_the_same_arguments() => Assert.All(Said(), template =>
        Assert.Equal(Names(Catalog.Find("en", "diagnosis." + template.Key)!), Names(Catalog.Find("zh-TW", "diagnosis." + template.Key)!)));

    [Fact]
    public void Words_and_messages_within_a_message_are_said_in_the_same_language()
    {
        var (before, texts) = (CultureInfo.CurrentUICulture, new Texts(Catalog));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-TW");
        try
        {
            var messages = new DiagnosisMessages(texts, new Formats(new Preferences(new HttpContextAccessor()), texts, TimeProvider.System));
            var args = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{"service":"checkout","rank":2,"role":"consequence","reason":"r","reason_said":{"key":"reason.no_shift","args":{},"text":"no signal of it moved"}}""");
            Assert.Equal($"checkout 排名第 2（{Catalog.Find("zh-TW", "badge.role.consequence")}）：{Catalog.Find("zh-TW", "diagnosis.reason.no_shift")}。", messages.Say(new AnalysisMessage("answer.candidate", args, "x")));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static IEnumerable<MessageTemplate> Said() => SrePlatform.Assistant.Diagnosis.Report.Messages.All.Values.Concat(ReasonMessages.All.Values);

    private static IEnumerable<string> Names(string pattern) => Argument().Matches(pattern).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+(?:\|\w+)?\}")]
    private static partial Regex Argument();
}
