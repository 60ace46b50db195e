using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.Tests.Assistant;
using SrePlatform.Tests.ControlPlane;
using SrePlatform.Tests.ControlPlane.Diagnosis;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Telemetry;

/// <summary>One trace from what a person asked for to every tool call, through the outbox and both services, as a collector receives it.</summary>
[Collection(TraceCollection.Name)]
[Trait("Category", "Database")]
public sealed class TraceAcrossServicesTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST /api/v1/diagnoses")]
    [InlineData("POST incidents/{reference}")]
    public async Task A_diagnosis_that_somebody_asked_for_is_one_tree_from_the_request_to_the_tool_call(string from)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        await using var assistant = await AssistantHost.StartAsync(database, sources, settings: receiver.Settings("assistant"));
        var token = assistant.Realm.Token("service-account-control-plane", ["diagnose"], "sre-assistant");
        await using var controlPlane = await ControlPlaneHost.StartAsync(server, settings: receiver.Settings("control-plane"), configure: services =>
        {
            new StubAssistant().Use(services);
            services.AddHttpClient("AssistantClient").ConfigurePrimaryHttpMessageHandler(() => new ToAssistant(assistant.Address, token));
        });

        using var asked = await (from.Contains("incidents", StringComparison.Ordinal) ? AskOnPageAsync(controlPlane) : AskByApiAsync(controlPlane, sources));
        Assert.True((int)asked.StatusCode < 400, await asked.Content.ReadAsStringAsync(Cancelled));
        await CompletedAsync(controlPlane);

        // Spans arrive when their exporters send them.
        IReadOnlyList<ReceivedSpan>? path = null;
        await Eventually.TrueAsync(
            () => Task.FromResult((path = PathTo(from, receiver)) is not null), "a tool call leads up to the request", Patience, TimeSpan.FromMilliseconds(250));
        var tool = path![0];
        Assert.Equal("SrePlatform.Assistant", tool.Scope);
        Assert.Single(path.Select(span => span.TraceId).Distinct());
        Assert.NotEmpty(tool.Tags["gen_ai.tool.name"]);
        await Eventually.TrueAsync(
            () => Task.FromResult(receiver.Spans.Any(span => span.Name == "callback diagnosis" && span.TraceId == tool.TraceId)), "the callback belongs to the same trace", Patience);
    }

    private static Task<HttpResponseMessage> AskByApiAsync(ControlPlaneHost host, ScriptedSources sources) =>
        host.WithRoles("team_member").PostAsJsonAsync("/api/v1/diagnoses", new { services = sources.System.Services }, Cancelled);

    /// <summary>The button on an incident's page.</summary>
    private static async Task<HttpResponseMessage> AskOnPageAsync(ControlPlaneHost host)
    {
        await host.PostAlertsAsync(AlertPosts.Alert("Slow", "checkout"));
        await host.Services.GetRequiredService<IncidentWorker>().StepAsync(Cancelled);

        // Who asks during the incident's own diagnosis waits for that one, which is no work of the page.
        await CompletedAsync(host);
        var browser = await PageBrowser.OpenAsync(host, "team_member");
        return await browser.PostAsync("/incidents/INC-1?handler=Diagnose", new Dictionary<string, string> { ["key"] = Guid.NewGuid().ToString() });
    }

    /// <summary>Hands over what is asked for and polls until the Control Plane knows that all of it has ended.</summary>
    private static Task CompletedAsync(ControlPlaneHost host) => Eventually.TrueAsync(
        async () =>
        {
            await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Cancelled);
            await host.Database.ExecuteAsync("UPDATE control.diagnosis SET next_poll_at = now() WHERE next_poll_at IS NOT NULL");
            await host.Services.GetRequiredService<DiagnosisPollWorker>().StepAsync(Cancelled);
            return await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.diagnosis WHERE state <> 'completed'") == 0;
        },
        "every diagnosis that was asked for is completed", Patience);

    private static IReadOnlyList<ReceivedSpan>? PathTo(string from, OtlpReceiver receiver)
    {
        var byId = receiver.Spans.GroupBy(span => span.SpanId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return byId.Values.Where(span => span.Tags.GetValueOrDefault("gen_ai.operation.name") == "execute_tool").Select(tool => Ancestors(byId, tool)).FirstOrDefault(path => IsWhole(path, from));
    }

    /// <summary>Whether the way up passes all of these, in this order.</summary>
    private static bool IsWhole(IReadOnlyList<ReceivedSpan> path, string from)
    {
        string[] expected = ["execute_tool", "invoke_agent diagnosis", "POST", "process diagnosis.hand_over", from];
        var found = 0;
        foreach (var span in path)
        {
            if (found < expected.Length && span.Name.StartsWith(expected[found], StringComparison.Ordinal))
            {
                found++;
            }
        }

        return found == expected.Length;
    }

    private static IReadOnlyList<ReceivedSpan> Ancestors(Dictionary<string, ReceivedSpan> byId, ReceivedSpan span)
    {
        var path = new List<ReceivedSpan>();
        for (var at = span; at is not null; at = byId.GetValueOrDefault(at.ParentId))
        {
            path.Add(at);
        }

        return path;
    }

    /// <summary>Sends what is meant for the Assistant to the one of this test, over a real connection.</summary>
    private sealed class ToAssistant : DelegatingHandler
    {
        private readonly Uri _address;
        private readonly string _token;

        public ToAssistant(Uri address, string token)
        {
            (_address, _token) = (address, token);
            InnerHandler = new SocketsHttpHandler();
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(_address, request.RequestUri!.PathAndQuery);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
