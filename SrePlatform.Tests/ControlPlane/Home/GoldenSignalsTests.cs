using SrePlatform.ControlPlane.Features.Home;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Home;

[Trait("Category", "Unit")]
public sealed class GoldenSignalsTests
{
    private static readonly double[] Grid = [0, 30, 60, 90, 120, 150];

    [Fact]
    public void One_answer_becomes_a_line_for_each_service_with_its_gaps()
    {
        var services = GoldenSignals.Read(
            [Series("till", "requests", 1, 2, double.NaN, 4, 5, 6), Series("till", "errors", 0, 0, 0, 0, 0, 0.2), Series("host", "cpu", 1, 1, 1, 1, 1, 1), Series("", "cpu", 1)], Grid);
        Assert.Equal(["host", "till"], services.Select(service => service.Service));
        var till = services[1];
        Assert.Equal(6, till.Requests!.Last);
        Assert.True(double.IsNaN(till.Requests.Values[2]));
        Assert.Equal("critical", till.ErrorTone);
        Assert.Null(till.Latency);
        Assert.Null(services[0].ErrorTone);
    }

    [Theory]
    [InlineData(new[] { 0.2, 0.2, 0.2, 0.2, 0.2, 0.9 }, "warning")]
    [InlineData(new[] { 0.2, 0.2, 0.2, 0.2, 0.2, 0.3 }, null)]
    [InlineData(new[] { 0.001, 0.001, 0.001, 0.001, 0.001, 0.05 }, null)]
    public void Latency_stands_out_when_it_is_much_more_than_usual_and_long_enough_to_feel(double[] values, string? tone) =>
        Assert.Equal(tone, GoldenSignals.Read([Series("till", "latency", values)], Grid)[0].LatencyTone);

    [Fact]
    public void All_signals_are_asked_for_at_once() =>
        Assert.All(["requests", "errors", "latency", "cpu"], signal => Assert.Contains($"\"signal\", \"{signal}\"", GoldenSignals.Query(TimeSpan.FromMinutes(1)), StringComparison.Ordinal));

    private static RangeSeries Series(string service, string signal, params double[] values) =>
        new(new Dictionary<string, string> { ["service"] = service, ["signal"] = signal }, [.. Grid.Take(values.Length)], values);
}
