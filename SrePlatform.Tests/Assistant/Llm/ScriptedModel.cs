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

            await context.Response.WriteAsJsonAsync(new
            {
                id = "chatcmpl-1",
                @object = "chat.completion",
                created = 1,
                model = "scripted-1",
                choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = model.Say(body) } } },
                usage = new { prompt_tokens = 100, completion_tokens = 20, total_tokens = 120 },
            });
        });
        await app.StartAsync();
        model.Endpoint = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1");
        return model;
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
