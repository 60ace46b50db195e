using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.VictoriaMetrics;

[Trait("Category", "Unit")]
public sealed class MetricsQlTests
{
    [Theory]
    [InlineData("payment", "\"payment\"")]
    [InlineData("a\"} or vector(1) #", "\"a\\\"} or vector(1) #\"")]
    [InlineData("back\\slash\n", "\"back\\\\slash\\n\"")]
    public void A_value_stays_a_value(string value, string quoted) => Assert.Equal(quoted, MetricsQl.Quote(value));

    [Fact]
    public void A_matcher_of_several_values_takes_none_of_them_as_a_pattern() =>
        Assert.Equal("""service=~"a\\.b|c d|e\\|f" """.TrimEnd(), MetricsQl.AnyOf("service", ["a.b", "c d", "e|f"]));

    [Theory]
    [InlineData(0.2, "1s")]
    [InlineData(90, "90s")]
    [InlineData(1.5, "2s")]
    public void A_window_is_whole_seconds(double seconds, string expected) => Assert.Equal(expected, MetricsQl.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Custom_metrics_are_written_with_their_labels_escaped() =>
        Assert.Equal(
            "sre_resources{kind=\"server\",name=\"a\\\\b\\\"c\\nd\"} 3\nsre_up 1\n",
            PrometheusText.Write([new("sre_resources", [new("kind", "server"), new("name", "a\\b\"c\nd")], 3), new("sre_up", [], 1)]));
}
