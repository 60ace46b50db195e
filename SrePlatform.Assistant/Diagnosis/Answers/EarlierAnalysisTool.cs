using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Diagnosis.Answers;

internal sealed record EarlierAnalysisArguments(Guid SessionId);

/// <summary>What a follow-up needs of an analysis.</summary>
internal sealed record EarlierAnalysis(
    string Verdict,
    EarlierMessage Headline,
    EarlierWindow Window,
    EarlierSymptom? Symptom,
    EarlierCause? RootCause,
    IReadOnlyList<EarlierCandidate> Candidates,
    IReadOnlyList<EarlierClaim> Claims,
    IReadOnlyList<EarlierMessage> Missing);

internal sealed record EarlierMessage(string Key, Dictionary<string, object?> Args, string Text);

internal sealed record EarlierWindow(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset? Onset);

internal sealed record EarlierSymptom(string Service);

internal sealed record EarlierCause(string Service);

internal sealed record EarlierCandidate(int Rank, string Service, double Score, string Role, EarlierMessage Reason);

internal sealed record EarlierClaim(int Number, string Kind, EarlierMessage Statement);

/// <summary>Reads the stored analysis of the session that a question follows.</summary>
internal sealed class EarlierAnalysisTool(AssistantDatabase database) : ITool<EarlierAnalysisArguments, EarlierAnalysis>
{
    public string Name => "earlier_analysis";

    public string Source => Sources.Sessions;

    public ToolQuestion Describe(EarlierAnalysisArguments arguments) => new($"session {arguments.SessionId}", new JsonObject { ["session_id"] = arguments.SessionId.ToString() });

    public async Task<ToolBytes> FetchAsync(EarlierAnalysisArguments arguments, CancellationToken cancellationToken)
    {
        var document = await database.ReadAsync(
            (context, token) => context.Set<Analysis>().AsNoTracking().Where(row => row.SessionId == arguments.SessionId).Select(row => row.Document).SingleOrDefaultAsync(token),
            cancellationToken);
        return document is null
            ? throw new SourceException("The earlier session has no analysis.")
            : new ToolBytes(Encoding.UTF8.GetBytes(document), "application/json");
    }

    public ToolReading<EarlierAnalysis> Read(EarlierAnalysisArguments arguments, ReadOnlySpan<byte> content)
    {
        var analysis = AssistantJson.Deserialize<EarlierAnalysis>(content);
        return new(analysis, false, $"the earlier analysis: {analysis.Headline.Text}");
    }
}
