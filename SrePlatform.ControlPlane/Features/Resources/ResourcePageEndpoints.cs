using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What the pages of resources ask for beside pages: series of charts, and the export.</summary>
internal static class ResourcePageEndpoints
{
    public static void Map(WebApplication app)
    {
        var group = app.MapGroup("/resources").RequireAuthorization(Policies.Read).ExcludeFromDescription();
        group.MapGet("{id:guid}/series", Series);
        group.MapGet("export.csv", Export);
    }

    private static async Task<Results<Ok<ChartData>, ProblemHttpResult>> Series(
        Guid id, string? chart, string? range, Scope scope, SreDbContext context, ReadResourceSeries series, CancellationToken cancellationToken)
    {
        if (await context.FindResourceAsync(id, scope, cancellationToken) is not { } resource)
        {
            return new ResourceNotFound().ToProblem();
        }

        if (ResourceCharts.Of(resource.Kind).FirstOrDefault(known => known.Name == chart) is not { } drawn)
        {
            return new ValidationFailure("chart", "This resource has no such chart.").ToProblem();
        }

        return ChartRange.Find(range) is { } length
            ? TypedResults.Ok(await series.RunAsync(resource, drawn, length, cancellationToken))
            : new ValidationFailure("range", $"Give one of: {string.Join(", ", ChartRange.All.Select(known => known.Name))}.").ToProblem();
    }

    private static async Task<IResult> Export(HttpContext http, Scope scope, ListResources resources, ResourceHealthBoard health, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var filter = ResourceQuery.Read(http.Request.Query, reader).Filter;
        if (reader.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        var snapshot = await health.GetAsync(cancellationToken);
        var rows = await resources.StreamAsync(scope, filter, cancellationToken);
        http.Response.Headers.ContentDisposition = "attachment; filename=\"resources.csv\"";
        return TypedResults.Stream(
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                await text.WriteAsync(ResourceCsv.Header);
                await foreach (var resource in rows.WithCancellation(cancellationToken))
                {
                    await text.WriteAsync(ResourceCsv.Row(resource, snapshot.Of(resource).State));
                }
            },
            "text/csv; charset=utf-8");
    }
}
