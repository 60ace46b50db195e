using System.Globalization;
using System.Text.Json;
using SrePlatform.Assistant.Evaluation;
using Xunit;

namespace SrePlatform.Tests.Assistant.Evaluation;

[Trait("Category", "Unit")]
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evaluate-");

    [Fact]
    public void A_small_sock_shop_is_scored_and_written_as_json()
    {
        var run = Directory.CreateDirectory(Path.Combine(_folder.FullName, "carts-cpu", "1")).FullName;
        var random = new Random(1);
        WriteRows(Path.Combine(run, "normal.csv"), 300, _ => 1 + random.NextDouble());
        WriteRows(Path.Combine(run, "anomalous.csv"), 300, _ => 90 + random.NextDouble());
        var json = Path.Combine(_folder.FullName, "result.json");
        using var output = new StringWriter();

        var exit = EvaluateCommand.Run(["evaluate", "sockshop", "--data", _folder.FullName, "--json", json], output, TextWriter.Null);

        Assert.Equal(0, exit);
        using var result = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal("sockshop", result.RootElement.GetProperty("suite").GetString());
        Assert.Equal(1, result.RootElement.GetProperty("scores").GetProperty("avg5_cpu_t0").GetDouble());
        Assert.True(result.RootElement.GetProperty("peakMegabytes").GetDouble() > 0);
        var first = result.RootElement.GetProperty("cases")[0];
        Assert.Equal("carts", first.GetProperty("truth").GetString());
        Assert.Equal("carts", first.GetProperty("ranked")[0].GetString());
        Assert.Contains("published best (BARO)", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("evaluate", "unknown", "--data", ".")]
    [InlineData("evaluate", "nab")]
    [InlineData("evaluate", "nab", "--data", "no-such-folder")]
    public void Unusable_arguments_are_named_with_exit_code_two(params string[] args)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, EvaluateCommand.Run(args, TextWriter.Null, errors));
        Assert.NotEmpty(errors.ToString());
    }

    [Theory]
    [InlineData("petshop")]
    [InlineData("sockshop")]
    [InlineData("nab")]
    [InlineData("m4")]
    [InlineData("scenarios")]
    public void An_empty_folder_is_an_error_and_no_score(string suite)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, EvaluateCommand.Run(["evaluate", suite, "--data", _folder.FullName], TextWriter.Null, errors));
        Assert.Contains("could not be read", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_without_its_continuation_is_named()
    {
        File.WriteAllLines(Path.Combine(_folder.FullName, "Hourly-train.csv"), ["V1,V2,V3", "H1,1,2", "H2,3,4"]);
        File.WriteAllLines(Path.Combine(_folder.FullName, "Hourly-test.csv"), ["V1,V2,V3", "H1,1,2"]);
        using var errors = new StringWriter();

        Assert.Equal(2, EvaluateCommand.Run(["evaluate", "m4", "--data", _folder.FullName], TextWriter.Null, errors));
        Assert.Contains("H2", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"target": {"node": "a", "metric": "requests", "agg": "Sum"}, "root_cause": null}""")]
    public void An_issue_without_its_truth_is_an_error(string target)
    {
        var issue = Directory.CreateDirectory(Path.Combine(_folder.FullName, "low_traffic", "train", "issue_0")).FullName;
        var normal = Directory.CreateDirectory(Path.Combine(_folder.FullName, "low_traffic", "noissue")).FullName;
        foreach (var folder in new[] { issue, normal })
            File.WriteAllLines(Path.Combine(folder, "metrics.csv"), ["microservice,a", "metric,requests", "statistic,Sum", "0,1", "300,2"]);
        File.WriteAllLines(Path.Combine(_folder.FullName, "low_traffic", "graph.csv"), [",a", "a,0"]);
        File.WriteAllText(Path.Combine(issue, "target.json"), target);
        using var errors = new StringWriter();

        Assert.Equal(2, EvaluateCommand.Run(["evaluate", "petshop", "--data", _folder.FullName], TextWriter.Null, errors));
        Assert.NotEmpty(errors.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void WriteRows(string path, int rows, Func<int, double> cpu) => File.WriteAllLines(path,
        ["time,carts_cpu,user_cpu", .. Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{cpu(i)},{1 + (0.01 * (i % 7))}"))]);
}
