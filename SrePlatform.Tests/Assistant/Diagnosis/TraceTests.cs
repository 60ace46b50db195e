using System.Collections.Concurrent;
using System.Diagnostics;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class TraceTests(PostgresServer server)
{
    [Fact]
    public async Task A_diagnosis_is_one_trace_of_agent_and_tools_by_the_conventions()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SrePlatform.Assistant",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        await using var host = await AssistantHost.StartAsync(database, sources);
        var caller = host.Caller();
        var session = await caller.StartDeploymentAsync(new { affected_services = sources.System.Services });
        await caller.WaitForEndAsync(session);
        await Eventually.TrueAsync(() => Task.FromResult(spans.Any(span => IsAgentOf(span, session))), "the agent's span ends");

        var agent = Assert.Single(spans, span => IsAgentOf(span, session));
        Assert.Equal("invoke_agent", agent.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("diagnosis", agent.GetTagItem("gen_ai.agent.name"));
        var tools = spans.Where(span => span.TraceId == agent.TraceId && Equals(span.GetTagItem("gen_ai.operation.name"), "execute_tool")).ToList();
        Assert.Equal(15, tools.Count);
        Assert.All(tools, tool =>
        {
            Assert.Equal(agent.SpanId, tool.ParentSpanId);
            Assert.Equal("execute_tool " + tool.GetTagItem("gen_ai.tool.name"), tool.OperationName);
        });
    }

    private static bool IsAgentOf(Activity span, Guid session) => Equals(span.GetTagItem("gen_ai.operation.name"), "invoke_agent") && Equals(span.GetTagItem("gen_ai.conversation.id"), session.ToString());
}
