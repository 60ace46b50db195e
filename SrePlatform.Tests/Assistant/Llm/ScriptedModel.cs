using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SrePlatform.Tests.Assistant.Llm;

/// <summary>An OpenAI-compatible server that says what a test wants, over real HTTP.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedModel(WebApplication app) => _app = app;

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The bodies of the requests so far.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public ConcurrentQueue<string> Keys { get; } = [];

    /// <summary>The content of the next answers, given the request.</summary>
    public Func<string, string> Say { get; set; } = _ => "";

    /// <summary>What the agents other than the narrator are told, by agent; an empty object unless set.</summary>
    public ConcurrentDictionary<string, Func<string, string>> SayTo { get; } = [];

    /// <summary>A call of a tool in place of an answer, given agent and request; null to answer.</summary>
    public Func<string, string, (string Name, string Arguments)?> Call { get; set; } = (_, _) => null;

    /// <summary>Tokens that a question is said to have had.</summary>
    public int Tokens { get; set; } = 100;

    /// <summary>Answers in place of the model; true means that it has.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    public static async Task<ScriptedModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var model = new ScriptedModel(app);
        app.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            model.Asked.Enqueue(body);
            model.Keys.Enqueue(context.Request.Headers.Authorization.ToString());
            if (await model.Before(context))
            {
                return;
            }

            var agent = AgentOf(body);
            object message = model.Call(agent, body) is { } call
                ? new { role = "assistant", content = (string?)null, tool_calls = new[] { new { id = Guid.NewGuid().ToString("N"), type = "function", function = new { name = call.Name, arguments = call.Arguments } } } }
                : new { role = "assistant", content = agent == "narrator" ? model.Say(body) : model.SayTo.TryGetValue(agent, out var say) ? say(body) : "{}" };
            await context.Response.WriteAsJsonAsync(new
            {
                id = "chatcmpl-1",
                @object = "chat.completion",
                created = 1,
                model = "scripted-1",
                choices = new[] { new { index = 0, finish_reason = model.Call(agent, body) is null ? "stop" : "tool_calls", message } },
                usage = new { prompt_tokens = model.Tokens, completion_tokens = 20, total_tokens = model.Tokens + 20 },
            });
        });
        await app.StartAsync();
        model.Endpoint = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1");
        return model;
    }

    /// <summary>The bodies of one agent's requests.</summary>
    public IReadOnlyList<string> AskedAs(string agent) => [.. Asked.Where(body => AgentOf(body) == agent)];

    /// <summary>The agent that asks, by its prompt.</summary>
    public static string AgentOf(string request)
    {
        var system = JsonDocument.Parse(request).RootElement.GetProperty("messages")[0].GetProperty("content").ToString();
        return system.Contains("You check a diagnosis", StringComparison.Ordinal) ? "verifier"
            : system.Contains("You help to explain", StringComparison.Ordinal) ? "hypothesis"
            : system.Contains("You answer questions", StringComparison.Ordinal) ? "answerer" : "narrator";
    }

    /// <summary>The findings that a request carries between its data tags.</summary>
    public static JsonElement FactsIn(string request)
    {
        var user = JsonDocument.Parse(request).RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content");
        var text = user.ValueKind == JsonValueKind.String ? user.GetString()! : user[0].GetProperty("text").GetString()!;
        return JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..(text.LastIndexOf('}') + 1)]).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
