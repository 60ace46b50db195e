using System.Text;
using System.Text.RegularExpressions;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Tests.Architecture;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Unit")]
public sealed partial class MessagesTests
{
    private const string Update = "SRE_UPDATE_API_DOCS";

    private const string Introduction = """
        # What the Assistant says

        Every `{key, args, text}` in an analysis, an event or an error can be said in another language: `key` is one of these, `args` are
        raw values (base units, ISO times), `text` is the English rendering. Placeholders are `{name}` or `{name|format}`; formats are
        `unit` (by the argument `unit`: share, seconds, bytes, cores, per_second, items), `signal` (the signal's name), `time`,
        `duration` (seconds), `percent` (share of 1) and `list`.

        | Key | English |
        |---|---|

        """;

    /// <summary>With SRE_UPDATE_API_DOCS=1 it writes the list instead of comparing it.</summary>
    [Fact]
    public async Task Every_key_is_documented()
    {
        var file = Path.Combine(SourceTree.Root, "docs", "api", "assistant-messages.md");
        var text = new StringBuilder(Introduction);
        foreach (var template in Messages.All.Values.Concat(ReasonMessages.All.Values).OrderBy(template => template.Key, StringComparer.Ordinal))
        {
            text.Append("| `").Append(template.Key).Append("` | ").Append(template.Text.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.True(text.ToString() == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), $"docs/api/assistant-messages.md is out of date: run this test with {Update}=1.");
    }

    [Fact]
    public void Every_key_that_is_said_exists()
    {
        var said = SourceTree.CSharp("SrePlatform.Assistant")
            .SelectMany(file => SaidKey().Matches(file.Text).Select(match => match.Groups[1].Value))
            .Distinct();
        Assert.All(said, key => Assert.True(Messages.All.ContainsKey(key), key));
    }

    [Fact]
    public void Quantities_are_said_in_their_unit()
    {
        Assert.Equal("30%", MessageText.Quantity(0.3, Units.Share));
        Assert.Equal("420 ms", MessageText.Quantity(0.42, Units.Seconds));
        Assert.Equal("2.5 s", MessageText.Quantity(2.5, Units.Seconds));
        Assert.Equal("512 MiB", MessageText.Quantity(536870912.0, Units.Bytes));
        Assert.Equal("nothing", MessageText.Quantity(null, Units.Seconds));
    }

    [GeneratedRegex("Messages\\.Of\\(\\s*\"([a-z_.]+)\"")]
    private static partial Regex SaidKey();
}
