using System.Text;
using SrePlatform.Assistant.Tools.VictoriaMetrics;
using Xunit;

namespace SrePlatform.Tests.Assistant.Tools;

[Trait("Category", "Unit")]
public sealed class MatrixReaderTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1000);

    [Fact]
    public void Samples_land_on_the_grid_and_gaps_are_NaN()
    {
        var series = Assert.Single(Read("""[{"metric":{"service":"a"},"values":[[1000,"1"],[1005,"2"],[1015,"NaN"],[1020,"4"]]}]"""));
        Assert.Equal([1000, 1005, 1010, 1015, 1020], series.Times);
        Assert.Equal([1, 2, double.NaN, double.NaN, 4], series.Values);
        Assert.Equal("a", series.Labels["service"]);
    }

    [Fact]
    public void A_store_that_moves_the_start_moves_the_grid()
    {
        var series = Assert.Single(Read("""[{"metric":{"service":"a"},"values":[[1003,"1"],[1013,"3"]]}]"""));
        Assert.Equal([1003, 1008, 1013, 1018], series.Times);
        Assert.Equal([1, double.NaN, 3, double.NaN], series.Values);
    }

    [Fact]
    public void Nothing_is_no_series() => Assert.Empty(Read("[]"));

    [Fact]
    public void Another_kind_of_answer_is_refused() =>
        Assert.Throws<FormatException>(() => MatrixReader.Read("""{"status":"success","data":{"resultType":"vector","result":[]}}"""u8, Start, Start.AddSeconds(20), TimeSpan.FromSeconds(5)));

    private static IReadOnlyList<MatrixSeries> Read(string result) => MatrixReader.Read(
        Encoding.UTF8.GetBytes($$$"""{"status":"success","data":{"resultType":"matrix","result":{{{result}}}}}"""), Start, Start.AddSeconds(20), TimeSpan.FromSeconds(5));
}
