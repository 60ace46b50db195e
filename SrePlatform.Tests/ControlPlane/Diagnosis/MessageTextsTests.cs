using System.Text.RegularExpressions;
using SrePlatform.Assistant.Diagnosis.Report;
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

    private static IEnumerable<MessageTemplate> Said() => SrePlatform.Assistant.Diagnosis.Report.Messages.All.Values.Concat(ReasonMessages.All.Values);

    private static IEnumerable<string> Names(string pattern) => Argument().Matches(pattern).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+(?:\|\w+)?\}")]
    private static partial Regex Argument();
}
