using System.Text.Json;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Diagnosis.Messages;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>Puts the events of a run into words: steps, observations, suspicions, the end.</summary>
internal sealed class ProgressSteps(DiagnosisMessages messages, Texts texts)
{
    public IReadOnlyList<ProgressStep> Of(IReadOnlyList<SessionEventRow> events)
    {
        var steps = new List<ProgressStep>(events.Count);
        foreach (var entry in events)
        {
            if (Text(entry.Kind, entry.Data) is { Length: > 0 } text)
            {
                steps.Add(new ProgressStep(entry.At, text, entry.Kind, ReferenceEquals(entry, events[^1])));
            }
        }

        return steps;
    }

    private string? Text(string kind, JsonElement data) => kind switch
    {
        "step" or "error" => Said(data),
        "observation" => texts["diagnosis.progress.observation", ("number", Field(data, "number")), ("source", Source(Field(data, "source"))), ("summary", Field(data, "summary"))],
        "hypothesis" => texts["diagnosis.progress.hypothesis", ("service", Field(data, "service")),
            ("reason", data.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.Object ? Said(reason) : "")],
        "verdict" => data.TryGetProperty("headline", out var headline) ? Said(headline) : null,
        _ => null,
    };

    private string Source(string? source) => texts.Find("diagnosis.source." + source) ?? source ?? "";

    private string? Said(JsonElement data) => Field(data, "key") is { } key
        ? messages.Say(new AnalysisMessage(key, Arguments(data), Field(data, "text") ?? key))
        : Field(data, "text");

    private static Dictionary<string, JsonElement>? Arguments(JsonElement data) =>
        data.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Object
            ? args.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : null;

    private static string? Field(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;
}
