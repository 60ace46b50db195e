using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SrePlatform.Tests.Telemetry;

/// <summary>A span as it arrived.</summary>
internal sealed record ReceivedSpan(string Service, string Scope, string TraceId, string SpanId, string ParentId, string Name, IReadOnlyDictionary<string, string> Tags);

/// <summary>Takes traces as any collector does: OTLP over HTTP in Protocol Buffers.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ReceivedSpan> _spans = new(StringComparer.Ordinal);

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public IReadOnlyCollection<ReceivedSpan> Spans => [.. _spans.Values];

    /// <summary>Settings that make a service send its traces here at once.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string service) => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_SERVICE_NAME"] = service, ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        // Every provider of this process exports every test's spans: none of ours may be dropped for them.
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = "262144", ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"] = "4096",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/{signal}", async (string signal, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            if (signal == "traces")
            {
                receiver.Take(body.ToArray());
            }

            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
        receiver.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void Take(byte[] request)
    {
        foreach (var resourceSpans in ProtoFields.Of(request).Messages(1))
        {
            var service = Tags(resourceSpans.Messages(1).SelectMany(resource => resource.Messages(1))).GetValueOrDefault("service.name", "");
            foreach (var scopeSpans in resourceSpans.Messages(2))
            {
                var scope = scopeSpans.Messages(1).Select(named => named.Text(1)).FirstOrDefault() ?? "";
                foreach (var span in scopeSpans.Messages(2))
                {
                    var received = new ReceivedSpan(service, scope, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), Tags(span.Messages(9)));
                    _spans[received.SpanId] = received;
                }
            }
        }
    }

    private static Dictionary<string, string> Tags(IEnumerable<ProtoFields> attributes)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            tags[attribute.Text(1)] = attribute.Messages(2).Select(value => value.Has(1) ? value.Text(1) : value.Number(3)).FirstOrDefault() ?? "";
        }

        return tags;
    }
}
