using System.Text.RegularExpressions;
using Xunit;

namespace SrePlatform.Tests.Architecture;

[Trait("Category", "Unit")]
public sealed partial class SourceFileTests
{
    private static readonly string[] Projects =
        ["SrePlatform.AppHost", "SrePlatform.ServiceDefaults", "SrePlatform.ControlPlane", "SrePlatform.Assistant", "SrePlatform.DemoShop", "SrePlatform.Tests"];

    private static IEnumerable<SourceFile> Written => Projects.SelectMany(SourceTree.CSharp).Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal));

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.Empty(Written.Where(file => file.Lines > 400).Select(file => $"{file.Path}: {file.Lines}"));

    [Fact]
    public void No_file_is_named_after_nothing() =>
        Assert.Empty(Written.Select(file => file.Path).Where(path => MeaninglessName().IsMatch(path)));

    [Fact]
    public void Namespaces_follow_folders_or_stop_above_them()
    {
        var strangers = from file in Written
                        let declared = DeclaredNamespace().Match(file.Text)
                        where declared.Success
                        let expected = Path.GetDirectoryName(file.Path)!.Replace('/', '.')
                        let name = declared.Groups[1].Value
                        where name != expected && !expected.StartsWith(name + ".", StringComparison.Ordinal) && !name.StartsWith("Microsoft.", StringComparison.Ordinal) && !name.StartsWith("Projects", StringComparison.Ordinal)
                        select $"{file.Path}: {name}";
        Assert.Empty(strangers);
    }

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(Written.Where(file => file.Path != "SrePlatform.Tests/Architecture/SourceFileTests.cs" && Unfinished().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void Tests_wait_for_signals_and_never_sleep() =>
        Assert.Empty(SourceTree.CSharp("SrePlatform.Tests")
            .Where(file => file.Path != "SrePlatform.Tests/Architecture/SourceFileTests.cs" && (file.Mentions("Task.Delay") || file.Mentions("Thread.Sleep")))
            .Select(file => file.Path));

    [GeneratedRegex(@"/[^/]*(?<!Tag)(Helper|Helpers|Utils|Utilities|Common|Manager)\.cs$")]
    private static partial Regex MeaninglessName();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
