using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Where vmalert, Prometheus and Alertmanager send alerts. Only tokens of sources are taken.</summary>
internal static class IngestionEndpoints
{
    public static void MapIngestion(this WebApplication app)
    {
        app.MapPost("/api/v2/alerts", PostAlerts)
            .WithName("PostAlerts")
            .WithSummary("Takes alerts in the format of Alertmanager's API v2.")
            .Accepts<IReadOnlyList<PostedAlert>>("application/json")
            .WithExample($"[{Example("")}]")
            .Ingests();
        app.MapPost("/webhooks/alertmanager", PostWebhook)
            .WithName("PostAlertmanagerWebhook")
            .WithSummary("Takes the body of Alertmanager's webhook, version 4.")
            .Accepts<PostedWebhook>("application/json")
            .WithExample($$"""{ "alerts": [{{Example("\"status\": \"firing\", ")}}] }""")
            .Ingests();
    }

    private static Task<IResult> PostAlerts(
        HttpRequest request, ClaimsPrincipal principal, AlertIntake intake, AlertMetrics metrics, TimeProvider time, CancellationToken cancellationToken) =>
        StoreAsync(request, new AlertReader(time.GetUtcNow()).ReadV2, principal, intake, metrics, cancellationToken);

    private static Task<IResult> PostWebhook(
        HttpRequest request, ClaimsPrincipal principal, AlertIntake intake, AlertMetrics metrics, TimeProvider time, CancellationToken cancellationToken) =>
        StoreAsync(request, new AlertReader(time.GetUtcNow()).ReadWebhook, principal, intake, metrics, cancellationToken);

    private static async Task<IResult> StoreAsync(
        HttpRequest request, Func<JsonElement, Outcome<IReadOnlyList<IncomingAlert>>> read, ClaimsPrincipal principal, AlertIntake intake, AlertMetrics metrics,
        CancellationToken cancellationToken)
    {
        var source = Actor.From(principal).Name;
        // Read by hand: senders differ in what a binder would mind, such as a label given twice.
        using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
        if (!read(body.RootElement).TryGet(out var alerts, out var failure))
        {
            metrics.Refused(source);
            return failure.ToProblem();
        }

        if (!await intake.TryStoreAsync(alerts, source, cancellationToken))
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return new IntakeFull().ToProblem();
        }

        return TypedResults.Ok();
    }

    private static string Example(string before) =>
        $$"""
        {
          {{before}}"labels": { "alertname": "HighLatency", "service": "checkout", "severity": "critical" },
          "annotations": { "summary": "Requests take longer than 1 s." },
          "startsAt": "2026-06-30T14:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "http://vmalert:8880/alert"
        }
        """;

    private static RouteHandlerBuilder Ingests(this RouteHandlerBuilder endpoint) => endpoint
        .ForSource(Policies.Ingest)
        .WithTags("Ingestion")
        .WithMetadata(new RequestSizeLimitAttribute(AlertLimits.BodyBytes))
        .Produces(StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
