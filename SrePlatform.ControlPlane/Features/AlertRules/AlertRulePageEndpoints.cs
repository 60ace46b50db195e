using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>What the pages of rules ask for beside pages.</summary>
internal static class AlertRulePageEndpoints
{
    public static void Map(WebApplication app) =>
        app.MapGet("/rules/{id:guid}/series", Series).RequireAuthorization(Policies.Read).ExcludeFromDescription();

    private static async Task<Results<Ok<ChartData>, ProblemHttpResult>> Series(Guid id, SreDbContext context, Scope scope, ReadRuleSeries series, CancellationToken cancellationToken)
    {
        if (await context.Set<AlertRule>().AsNoTracking().In(scope, context).SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } rule)
        {
            return new AlertRuleNotFound().ToProblem();
        }

        return TypedResults.Ok(await series.RunAsync(rule.Definition(), PreviewRule.Length, cancellationToken));
    }
}
