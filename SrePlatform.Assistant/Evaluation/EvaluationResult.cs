using System.Text.Json;
using System.Text.Json.Serialization;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>What a suite yields.</summary>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Scores">Scores by name, as others report them.</param>
/// <param name="Seconds">Time taken, without reading the data.</param>
/// <param name="PeakMegabytes">Largest working set of the process.</param>
/// <param name="Cases">One entry per case.</param>
internal sealed record EvaluationResult(
    string Suite,
    IReadOnlyDictionary<string, double> Scores,
    double Seconds,
    double PeakMegabytes,
    IReadOnlyList<EvaluationCase> Cases)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        DictionaryKeyPolicy = null,
    };

    public void WriteTo(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json));
}

/// <summary>One case of a suite.</summary>
/// <param name="Id">Which.</param>
/// <param name="Truth">What should have been found; empty where that does not apply.</param>
/// <param name="Ranked">What was found, best first.</param>
/// <param name="Seconds">Time taken.</param>
/// <param name="Forecast">Point forecasts, for forecasting suites.</param>
internal sealed record EvaluationCase(
    string Id,
    string Truth,
    IReadOnlyList<string> Ranked,
    double Seconds,
    IReadOnlyList<double>? Forecast = null)
{
    /// <summary>What was concluded, for suites that conclude.</summary>
    public string? Verdict { get; init; }

    /// <summary>How sure, 0..1, for suites that conclude.</summary>
    public double? Confidence { get; init; }

    /// <summary>Kind of scenario.</summary>
    public string? Kind { get; init; }

    /// <summary>When a scenario was recorded: before the parameters were frozen, or after.</summary>
    public string? Phase { get; init; }
}
