using System.Text;
using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Knowledge;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.Knowledge;

internal sealed record KnowledgeArguments(string Words, string? Service);

/// <summary>Looks into runbooks, past incidents and postmortems.</summary>
internal sealed class KnowledgeTool(KnowledgeBase knowledge, RequesterAccess requester) : ITool<KnowledgeArguments, IReadOnlyList<KnowledgeHit>>
{
    private const int Hits = 5;

    public string Name => "knowledge_search";

    public string Source => Sources.Knowledge;

    public ToolQuestion Describe(KnowledgeArguments arguments) => new(arguments.Words, new JsonObject { ["service"] = arguments.Service });

    public async Task<ToolBytes> FetchAsync(KnowledgeArguments arguments, CancellationToken cancellationToken) =>
        new(Encoding.UTF8.GetBytes(AssistantJson.Serialize(await knowledge.SearchAsync(arguments.Words, arguments.Service, Hits, cancellationToken, requester.IsLimited ? requester.Services : null))), "application/json");

    public ToolReading<IReadOnlyList<KnowledgeHit>> Read(KnowledgeArguments arguments, ReadOnlySpan<byte> content)
    {
        var hits = AssistantJson.Deserialize<List<KnowledgeHit>>(content);
        return new(hits, hits.Count == 0, $"{hits.Count} entries" + (hits.Count == 0 ? "" : $": {string.Join(", ", hits.Take(3).Select(hit => hit.Title))}"));
    }
}
