using System.Text.Json;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>Reads what was answered before as a follow-up needs it: what it was about, and what it said; pure.</summary>
internal static class EarlierAnswers
{
    public static EarlierAnalysis OfQuestion(JsonElement document)
    {
        var answer = AssistantJson.Deserialize<Question>(document.GetRawText());
        return new EarlierAnalysis(
            new EarlierMessage("", null, answer.Summary),
            answer.Window is { } window ? new EarlierWindow(window.Start, window.End, null) : null,
            answer.Service is { } service ? new EarlierSymptom(service) : null,
            null,
            [],
            [.. answer.Findings.Select((finding, index) => new EarlierClaim(index + 1, "finding", finding.Statement ?? new EarlierMessage("", null, finding.Message)))],
            [],
            answer.Intent);
    }

    public static EarlierAnalysis OfCapacity(JsonElement document)
    {
        var answer = AssistantJson.Deserialize<Capacity>(document.GetRawText());
        var service = Guid.TryParse(answer.Resource, out _) ? null : answer.Resource;
        IEnumerable<EarlierMessage> said = answer.Resources.SelectMany(resource => resource.Recommendations.Select(recommendation => recommendation.Reason));
        return new EarlierAnalysis(
            new EarlierMessage("", null, $"the capacity of {answer.Resource}"),
            null,
            service is null ? null : new EarlierSymptom(service),
            null,
            [],
            [.. said.Select((reason, index) => new EarlierClaim(index + 1, "finding", reason))],
            answer.Missing,
            "capacity");
    }

    private sealed record Question(string Intent, string Summary, IReadOnlyList<Finding> Findings, string? Service, AnswerWindow? Window);

    private sealed record Finding(string Message, EarlierMessage? Statement);

    private sealed record Capacity(string Resource, IReadOnlyList<Resource> Resources, IReadOnlyList<EarlierMessage> Missing);

    private sealed record Resource(IReadOnlyList<Recommendation> Recommendations);

    private sealed record Recommendation(EarlierMessage Reason);
}
