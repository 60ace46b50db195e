using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>One recorded situation: what was wrong, what a diagnosis was asked, and everything that it was answered.</summary>
/// <param name="Id">Names it; the name of its file too.</param>
/// <param name="Kind">single, double, noise, missing_metrics, lying_labels, late_onset or none.</param>
/// <param name="Phase">development, or frozen when no parameter has changed since before it was recorded.</param>
/// <param name="Truth">The services with a fault, any of which may be named first; empty when the system was healthy.</param>
/// <param name="Faults">The switches that were on.</param>
/// <param name="Edits">What was changed in the answers while they were recorded; empty for none.</param>
/// <param name="RecordedAt">When the diagnosis ran.</param>
/// <param name="Flow">Which flow was asked.</param>
/// <param name="Request">What it was asked.</param>
/// <param name="ReferenceTime">"Now" of the diagnosis.</param>
/// <param name="IntervalSeconds">Sampling interval.</param>
/// <param name="BaselineSeconds">Normal time that was looked at before the onset.</param>
/// <param name="Observations">Every question and its answer.</param>
internal sealed record Scenario(
    string Id,
    string Kind,
    string Phase,
    IReadOnlyList<string> Truth,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> Edits,
    DateTimeOffset RecordedAt,
    DiagnosisKind Flow,
    JsonElement Request,
    DateTimeOffset ReferenceTime,
    int IntervalSeconds,
    double BaselineSeconds,
    IReadOnlyList<RecordedObservation> Observations)
{
    public const string Extension = ".scenario.json.gz";

    /// <summary>The session that it was a diagnosis of.</summary>
    public ClaimedSession Session => new(new RunLease(Guid.Empty, 1), Flow, Request.GetRawText(), null, null, ReferenceTime, CancelRequested: false);

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = File.Create(Path.Combine(folder, Id + Extension));
        using var gzip = new GZipStream(file, CompressionLevel.SmallestSize);
        JsonSerializer.Serialize(gzip, this, AssistantJson.Options);
    }

    /// <exception cref="FormatException">It is not a scenario, or its bytes are not those that were recorded.</exception>
    public static Scenario Read(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        try
        {
            var scenario = JsonSerializer.Deserialize<Scenario>(gzip, AssistantJson.Options) ?? throw new FormatException($"{path} is empty.");
            return scenario.Observations.All(row => row.IsIntact) ? scenario : throw new FormatException($"An answer in {path} is not what was recorded.");
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new FormatException($"{path} is not a recorded scenario: {e.Message}", e);
        }
    }
}

/// <summary>One question and its answer, as text.</summary>
internal sealed record RecordedObservation(
    int Number,
    string Source,
    string Tool,
    string Query,
    DateTimeOffset? WindowStart,
    DateTimeOffset? WindowEnd,
    ObservationStatus Status,
    string Summary,
    string ContentType,
    string Sha256,
    string Content)
{
    public bool IsIntact => Observation.Hash(Encoding.UTF8.GetBytes(Content)) == Sha256;

    public static RecordedObservation Of(Observation row) => new(
        row.Number, row.Source, row.Tool, row.Query, row.WindowStart, row.WindowEnd, row.Status, row.Summary, row.ContentType, row.Sha256,
        Encoding.UTF8.GetString(row.ReadPayload()));

    public Observation ToObservation() => new()
    {
        Id = Guid.Empty,
        SessionId = Guid.Empty,
        Number = Number,
        Attempt = 1,
        Source = Source,
        Tool = Tool,
        Query = Query,
        Arguments = "{}",
        WindowStart = WindowStart,
        WindowEnd = WindowEnd,
        Status = Status,
        Summary = Summary,
        ContentType = ContentType,
        Sha256 = Sha256,
        Payload = Observation.Compress(Encoding.UTF8.GetBytes(Content)),
        CreatedAt = default,
        DurationMs = 0,
    };
}
