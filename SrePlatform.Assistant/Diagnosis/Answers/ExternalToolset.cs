using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.DataSources.Mcp;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Tools.Mcp;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>The read-only tools of the configured external servers, for a model to look with. They know no teams: only for those who see everything.</summary>
internal sealed class ExternalToolset(McpServers servers, ExternalQuestion question, RequesterAccess requester, IOptions<McpOptions> options) : IQuestionToolset
{
    private const int LongestDescription = 300;

    public async Task<IReadOnlyList<AIFunction>> ForAsync(QuestionContext context, ConcurrentDictionary<int, string> told, CancellationToken cancellationToken) =>
        requester.IsLimited ? [] : [.. (await servers.ToolsAsync(cancellationToken)).Select(tool => new Observing(tool, context, told, question, TimeSpan.FromSeconds(options.Value.Servers[tool.Server].TimeoutSeconds)))];

    /// <summary>The external tool under a name that carries its server, asked through the evidence log.</summary>
    private sealed class Observing(ExternalTool tool, QuestionContext context, ConcurrentDictionary<int, string> told, ExternalQuestion question, TimeSpan timeout) : DelegatingAIFunction(tool.Tool)
    {
        public override string Name => $"{tool.Server}_{tool.Tool.ProtocolTool.Name}";

        public override string Description => tool.Tool.Description is { Length: > LongestDescription } whole ? whole[..LongestDescription] : tool.Tool.Description;

        protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
        {
            var asked = new ExternalArguments(tool, arguments.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal), timeout);
            var observed = await context.Run.Evidence.ObserveAsync(question, asked, cancellationToken);
            if (observed.Value is not { Text.Length: > 0 } reply)
            {
                return "Nothing: the source did not answer, or knows nothing of it.";
            }

            told[observed.Number] = reply.Text;
            return UntrustedText.Fence(AssistantJson.Serialize(new[] { new { Message = reply.Text, Observations = new[] { observed.Number } } }));
        }
    }
}
