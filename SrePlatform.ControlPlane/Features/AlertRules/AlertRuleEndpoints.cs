using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>The rules as an API: read by the Assistant and others, written by those who manage rules.</summary>
internal static class AlertRuleEndpoints
{
    public static void Map(WebApplication app)
    {
        var group = app.MapApi("alert-rules").WithTags("Alert rules");
        group.MapGet("", List).RequireAuthorization(Policies.Context)
            .WithName("ListAlertRules").WithSummary("Alert rules by name, with the state of their delivery to vmalert.");
        group.MapGet("{id:guid}", Get).RequireAuthorization(Policies.Context).WithName("GetAlertRule").WithSummary("One rule.").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", Create).WithExample(AlertRuleExamples.Rule).RequireAuthorization(Policies.Manage).WithName("CreateAlertRule").WithSummary("Adds a rule after VictoriaMetrics has understood it.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.MapPost("preview", Preview).WithExample(AlertRuleExamples.Conditions).RequireAuthorization(Policies.Manage).WithName("PreviewAlertRule").WithSummary("How often a rule would have fired in the last day. Stores nothing.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Changing(group.MapPut("{id:guid}", Edit)).WithExample(AlertRuleExamples.Conditions).WithName("ReplaceAlertRule").WithSummary("Replaces a rule.").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Changing(group.MapPost("{id:guid}/enable", Enable)).WithName("EnableAlertRule").WithSummary("Switches a rule on.");
        Changing(group.MapPost("{id:guid}/disable", Disable)).WithName("DisableAlertRule").WithSummary("Switches a rule off; vmalert forgets it.");
        Changing(group.MapDelete("{id:guid}", Delete)).WithName("DeleteAlertRule").WithSummary("Deletes a rule.");
    }

    private static RouteHandlerBuilder Changing(RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Policies.Manage)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<Page<AlertRuleResponse>>, ProblemHttpResult>> List(
        ListAlertRules rules, HttpRequest request, Scope scope, CancellationToken cancellationToken,
        string? q = null, string? severity = null, string? group = null, string? sync_state = null, string? limit = null, string? cursor = null)
    {
        var reader = new QueryReader();
        var filter = AlertRuleFilter.Read(request.Query, reader);
        var count = reader.Page(limit, null).Limit;
        var after = reader.Text("cursor", cursor);
        if (reader.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        var page = await rules.RunAsync(scope, filter, count, after, cancellationToken);
        return TypedResults.Ok(new Page<AlertRuleResponse>([.. page.Items.Select(AlertRuleResponse.Of)], page.NextCursor));
    }

    private static async Task<Results<Ok<AlertRuleResponse>, ProblemHttpResult>> Get(Guid id, SreDbContext context, Scope scope, CancellationToken cancellationToken) =>
        await context.Set<AlertRule>().AsNoTracking().In(scope, context).SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is { } rule
            ? TypedResults.Ok(AlertRuleResponse.Of(rule))
            : new AlertRuleNotFound().ToProblem();

    private static async Task<Results<Created<AlertRuleResponse>, ProblemHttpResult>> Create(
        AlertRuleRequest body, CreateAlertRule create, HttpContext http, CancellationToken cancellationToken) =>
        (await create.RunAsync(body.Draft(), Actor.From(http.User), cancellationToken)).TryGet(out var rule, out var failure)
            ? TypedResults.Created($"/api/v1/alert-rules/{rule.Id}", AlertRuleResponse.Of(rule))
            : failure.ToProblem();

    private static async Task<Results<Ok<AlertRulePreviewResponse>, ProblemHttpResult>> Preview(AlertRuleRequest body, PreviewRule preview, CancellationToken cancellationToken) =>
        (await preview.RunAsync(body.Draft(), cancellationToken)).TryGet(out var shown, out var failure)
            ? TypedResults.Ok(new AlertRulePreviewResponse(
                [.. shown.Variants.Select(variant => new AlertRulePreviewVariant(variant.Severity, variant.Expression, variant.Result.Firings.Count, variant.Result.FiringFor.TotalSeconds))],
                shown.Summary, shown.Description, shown.Step.TotalSeconds))
            : failure.ToProblem();

    private static async Task<Results<Ok<AlertRuleResponse>, ProblemHttpResult>> Edit(
        Guid id, AlertRuleRequest body, EditAlertRule edit, HttpContext http, Scope scope, CancellationToken cancellationToken) =>
        Version(http.Request, body.Version) is { } version
            ? Answer(await edit.RunAsync(scope, id, version, body.Draft(), Actor.From(http.User), cancellationToken))
            : AlertRuleInvalid.VersionMissing.ToProblem();

    private static Task<Results<Ok<AlertRuleResponse>, ProblemHttpResult>> Enable(Guid id, SwitchAlertRule switching, HttpContext http, Scope scope, CancellationToken cancellationToken, long? version = null) =>
        Switch(id, true, switching, http, scope, version, cancellationToken);

    private static Task<Results<Ok<AlertRuleResponse>, ProblemHttpResult>> Disable(Guid id, SwitchAlertRule switching, HttpContext http, Scope scope, CancellationToken cancellationToken, long? version = null) =>
        Switch(id, false, switching, http, scope, version, cancellationToken);

    private static async Task<Results<Ok<AlertRuleResponse>, ProblemHttpResult>> Switch(
        Guid id, bool enabled, SwitchAlertRule switching, HttpContext http, Scope scope, long? otherwise, CancellationToken cancellationToken) =>
        Version(http.Request, otherwise) is { } version
            ? Answer(await switching.RunAsync(scope, id, version, enabled, Actor.From(http.User), cancellationToken))
            : AlertRuleInvalid.VersionMissing.ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, DeleteAlertRule delete, HttpContext http, Scope scope, CancellationToken cancellationToken, long? version = null)
    {
        if (Version(http.Request, version) is not { } seen)
        {
            return AlertRuleInvalid.VersionMissing.ToProblem();
        }

        var outcome = await delete.RunAsync(scope, id, seen, Actor.From(http.User), cancellationToken);
        return outcome.TryGet(out _, out var failure) ? TypedResults.NoContent() : failure.ToProblem();
    }

    private static Results<Ok<AlertRuleResponse>, ProblemHttpResult> Answer(Outcome<AlertRule> outcome) =>
        outcome.TryGet(out var rule, out var failure) ? TypedResults.Ok(AlertRuleResponse.Of(rule)) : failure.ToProblem();

    private static long? Version(HttpRequest request, long? otherwise) =>
        request.Headers[HeaderNames.IfMatch].ToString().Trim().Trim('"') is { Length: > 0 } tag
            ? long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null
            : otherwise;
}
