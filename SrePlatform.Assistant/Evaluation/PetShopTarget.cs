using System.Text.Json;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>What an issue's target.json says: where it was noticed, in which metric, and what caused it.</summary>
internal sealed record PetShopTarget(string Node, string Metric, string Statistic, string Cause)
{
    public const string LatencySignal = "latency_average";

    /// <summary>The statistic of the latency that is looked at; the average where another metric was noticed.</summary>
    public string LatencyStatistic => Metric == "latency" ? Statistic : "Average";

    /// <summary>The signal that was noticed.</summary>
    public string Signal => Metric switch
    {
        "latency" => LatencySignal,
        "requests" => Signals.RequestRate,
        _ => Signals.ErrorShare,
    };

    /// <exception cref="FormatException">A field is missing.</exception>
    public static PetShopTarget Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return new PetShopTarget(Field("target", "node"), Field("target", "metric"), Field("target", "agg"), Field("root_cause", "node"));

        string Field(string of, string name) =>
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty(of, out var part) && part.ValueKind == JsonValueKind.Object
            && part.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text
                ? text
                : throw new FormatException($"{path} does not say {of}.{name}.");
    }
}
