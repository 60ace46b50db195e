using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Diagnosis.Answers;

internal sealed record EarlierAnalysisArguments(Guid SessionId);

/// <summary>What a follow-up needs of an earlier session, whether it was a diagnosis or a question.</summary>
/// <param name="Intent">What a question was taken for; null for a diagnosis.</param>
internal sealed record EarlierAnalysis(
    EarlierMessage Headline,
    EarlierWindow? Window,
    EarlierSymptom? Symptom,
    EarlierCause? RootCause,
    IReadOnlyList<EarlierCandidate> Candidates,
    IReadOnlyList<EarlierClaim> Claims,
    IReadOnlyList<EarlierMessage> Missing,
    string? Intent = null)
{
    /// <summary>What it is about, for words that name no service.</summary>
    public string? Service => RootCause?.Service ?? Symptom?.Service;
}

internal sealed record EarlierMessage(string Key, Dictionary<string, object?>? Args, string Text)
{
    /// <summary>Said again; in the words of a model where it has no key.</summary>
    public Message Said() => Key.Length > 0 ? new Message(Key, Args ?? [], Text) : Messages.Of("answer.said", ("text", Text));
}

internal sealed record EarlierWindow(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset? Onset);

internal sealed record EarlierSymptom(string Service);

internal sealed record EarlierCause(string Service);

internal sealed record EarlierCandidate(int Rank, string Service, double Score, string Role, EarlierMessage Reason);

internal sealed record EarlierClaim(int Number, string Kind, EarlierMessage Statement);

/// <summary>Reads the stored analysis or answer of the session that a question follows.</summary>
internal sealed class EarlierAnalysisTool(AssistantDatabase database) : ITool<EarlierAnalysisArguments, EarlierAnalysis>
{
    public string Name => "earlier_analysis";

    public string Source => Sources.Sessions;

    public ToolQuestion Describe(EarlierAnalysisArguments arguments) => new($"session {arguments.SessionId}", new JsonObject { ["session_id"] = arguments.SessionId.ToString() });

    public async Task<ToolBytes> FetchAsync(EarlierAnalysisArguments arguments, CancellationToken cancellationToken)
    {
        var document = await database.ReadAsync(
            async (context, token) =>
                await context.Set<Analysis>().AsNoTracking().Where(row => row.SessionId == arguments.SessionId).Select(row => row.Document).SingleOrDefaultAsync(token)
                ?? await context.Set<SessionAnswer>().AsNoTracking().Where(row => row.SessionId == arguments.SessionId).Select(row => row.Document).SingleOrDefaultAsync(token),
            cancellationToken);
        return document is null
            ? throw new SourceException("The earlier session has neither an analysis nor an answer.")
            : new ToolBytes(Encoding.UTF8.GetBytes(document), "application/json");
    }

    public ToolReading<EarlierAnalysis> Read(EarlierAnalysisArguments arguments, ReadOnlySpan<byte> content)
    {
        var document = AssistantJson.Deserialize<JsonElement>(content);
        var earlier = document.TryGetProperty("query", out _) ? EarlierAnswers.OfQuestion(document)
            : document.TryGetProperty("metric_type", out _) ? EarlierAnswers.OfCapacity(document)
            : AssistantJson.Deserialize<EarlierAnalysis>(content);
        return new(earlier, false, $"the earlier session: {earlier.Headline.Text}");
    }
}
