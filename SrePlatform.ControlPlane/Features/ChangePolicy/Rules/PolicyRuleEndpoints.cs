using System.Security.Claims;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Rules;

/// <summary>A rule as the API shows it.</summary>
/// <param name="Version">Post it back to change the rule.</param>
internal sealed record PolicyRuleView(Guid Id, PolicyRuleDefinition Definition, bool Enabled, DateTimeOffset UpdatedAt, string UpdatedBy, uint Version)
{
    public static PolicyRuleView Of(PolicyRule rule) => new(rule.Id, rule.Definition, rule.Enabled, rule.UpdatedAt, rule.UpdatedBy, rule.Version);
}

internal sealed record PolicyRuleList(IReadOnlyList<PolicyRuleView> Items);

/// <summary><c>/api/v1/policy-rules</c>: what asks for more people than a risk does, by environment, team, runbook and time.</summary>
internal static class PolicyRuleEndpoints
{
    public const string Example =
        """
        {
          "name": "Production out of office hours", "environments": ["production"], "teams": [], "runbooks": [], "min_risk": "low", "hours": "outside",
          "days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "09:00", "to": "18:00", "time_zone": "Asia/Taipei", "approvals": 1, "enabled": true, "version": 812
        }
        """;

    public const string Question = """{ "runbook": "restart-a-service", "environment": "production", "asks": "trusted", "targets": ["service:payment"], "at": "2026-12-31T22:00:00Z" }""";

    public static void MapPolicyRuleApi(this WebApplication app)
    {
        var rules = app.MapApi("policy-rules").WithTags("Change policy");
        rules.MapGet("/", List).WithName("ListPolicyRules").WithSummary("Lists the rules of the policy by name, at most 200.").RequireAuthorization(Policies.Context).Produces<PolicyRuleList>();
        rules.MapPost("/", Add).WithExample(Example).WithName("AddPolicyRule").WithSummary("Adds a rule, as a person.")
            .RequireAuthorization(Policies.Administer).Produces<PolicyRuleView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        rules.MapPut("/{id:guid}", Change).WithExample(Example).WithName("ChangePolicyRule").WithSummary("Changes a rule, as a person.")
            .RequireAuthorization(Policies.Administer).Produces<PolicyRuleView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        rules.MapDelete("/{id:guid}", Delete).WithName("DeletePolicyRule").WithSummary("Deletes a rule, as a person.")
            .RequireAuthorization(Policies.Administer).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapPost("/preview", Preview).WithExample(Question).WithName("PreviewPolicy").WithSummary("Says what would happen for a runbook, now or at a time. Stores nothing.")
            .RequireAuthorization(Policies.Operate).Produces<PolicyPreview>();
    }

    private static async Task<IResult> List(PolicyRules rules, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PolicyRuleList([.. (await rules.ListAsync(cancellationToken)).Select(PolicyRuleView.Of)]));

    private static async Task<IResult> Add(PolicyRuleDraft body, ClaimsPrincipal principal, PolicyRules rules, CancellationToken cancellationToken) =>
        (await rules.SaveAsync(null, body, Actor.From(principal), cancellationToken)).TryGet(out var rule, out var failure)
            ? TypedResults.Created($"/api/v1/policy-rules/{rule.Id}", PolicyRuleView.Of(rule))
            : failure.ToProblem();

    private static async Task<IResult> Change(Guid id, PolicyRuleDraft body, ClaimsPrincipal principal, PolicyRules rules, CancellationToken cancellationToken) =>
        (await rules.SaveAsync(id, body, Actor.From(principal), cancellationToken)).TryGet(out var rule, out var failure) ? TypedResults.Ok(PolicyRuleView.Of(rule)) : failure.ToProblem();

    private static async Task<IResult> Delete(Guid id, ClaimsPrincipal principal, PolicyRules rules, CancellationToken cancellationToken) =>
        (await rules.DeleteAsync(id, Actor.From(principal), cancellationToken)).Failure is { } failure ? failure.ToProblem() : TypedResults.NoContent();

    private static async Task<IResult> Preview(PolicyPreviewPost body, PreviewPolicy preview, CancellationToken cancellationToken) =>
        (await preview.RunAsync(body, cancellationToken)).TryGet(out var shown, out var failure) ? TypedResults.Ok(shown) : failure.ToProblem();
}
