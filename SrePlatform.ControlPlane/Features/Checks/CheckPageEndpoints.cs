using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>Series of the charts of checks.</summary>
internal static class CheckPageEndpoints
{
    private static readonly ResourceChart[] Charts =
    [
        new("duration", "seconds", null, [new("max by (check) (probe_duration_seconds{SELECT})", "duration", "check")]),
        new("success", "ratio", 1, [new("avg by (check) (avg_over_time(probe_success{SELECT}[WINDOW]))", "success", "check")]),
    ];

    public static void Map(WebApplication app) =>
        app.MapGet("/resources/{id:guid}/checks/series", Series).RequireAuthorization(Policies.Read).ExcludeFromDescription();

    private static async Task<Results<Ok<ChartData>, ProblemHttpResult>> Series(
        Guid id, string? chart, string? range, Scope scope, SreDbContext context, ReadResourceSeries series, CancellationToken cancellationToken)
    {
        if (await context.FindResourceAsync(id, scope, cancellationToken) is not { } resource)
        {
            return new ResourceNotFound().ToProblem();
        }

        if (Array.Find(Charts, known => known.Name == chart) is not { } drawn)
        {
            return new ValidationFailure("chart", "Checks have no such chart.").ToProblem();
        }

        return ChartRange.Find(range) is { } length
            ? TypedResults.Ok(await series.RunAsync(resource, drawn, length, cancellationToken))
            : new ValidationFailure("range", $"Give one of: {string.Join(", ", ChartRange.All.Select(known => known.Name))}.").ToProblem();
    }
}
