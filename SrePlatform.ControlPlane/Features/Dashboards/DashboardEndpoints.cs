using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>What charts of dashboards ask for.</summary>
internal static class DashboardEndpoints
{
    public static void Map(WebApplication app) =>
        app.MapGet("/dashboards/{name}/panels/{id:int}/series", Series).RequireAuthorization(Policies.Read).ExcludeFromDescription();

    private static async Task<Results<Ok<ChartData>, ProblemHttpResult>> Series(
        string name, int id, Scope scope, HttpContext http, DashboardCatalog catalog, ReadPanelSeries series, ScrapeInterval interval, TimeProvider time, CancellationToken cancellationToken)
    {
        var access = DashboardAccess.Of(scope);
        if (catalog.Find(name, id, access) is not { } found || found.Panel.Kind != PanelKind.TimeSeries)
        {
            return new NotFoundFailure("dashboard.panel_not_found", "There is no such chart.").ToProblem();
        }

        return DashboardQuery.Read(found.Dashboard, http.Request.Query).TryGet(out var query, out var failure)
            ? TypedResults.Ok(await series.RunAsync(
                found.Panel, PanelWindow.Of(query.Range, time.GetUtcNow(), interval.Value), query.Chosen, access, cancellationToken))
            : failure.ToProblem();
    }
}
