using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>The rules as the Assistant and other clients read them.</summary>
internal static class AlertRuleEndpoints
{
    public static void Map(WebApplication app) =>
        app.MapApi("alert-rules").WithTags("Alert rules").MapGet("", List).RequireAuthorization(Policies.Context)
            .WithName("ListAlertRules").WithSummary("Alert rules by name, with the state of their delivery to vmalert.");

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

    /// <summary>A rule as the API shows it.</summary>
    internal sealed record AlertRuleResponse(
        Guid Id, string Name, string Group, string Expression, int ForSeconds, RuleSeverity Severity,
        IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, bool Enabled, RuleOrigin Origin, int? IntervalSeconds,
        RuleSyncState SyncState, RuleSyncReason SyncReason, string? SyncDetail, DateTimeOffset? SyncedAt)
    {
        public static AlertRuleResponse Of(AlertRule rule) => new(
            rule.Id, rule.Name, rule.Group, rule.Expression, rule.ForSeconds, rule.Severity, rule.Labels, rule.Annotations, rule.Enabled, rule.Origin,
            rule.IntervalSeconds, rule.SyncState, rule.SyncReason, rule.SyncDetail, rule.SyncedAt);
    }
}
