using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>What a reader's dashboards may draw on.</summary>
/// <param name="SeesAll">Whether the database may be asked: its views know no teams.</param>
/// <param name="MetricFilters">Selectors of which a series must match one; null for whoever sees everything.</param>
internal sealed record DashboardAccess(bool SeesAll, IReadOnlyList<string>? MetricFilters)
{
    public static DashboardAccess Of(Scope scope) => scope.IsAll ? new(true, null) : new(false, RequesterScopes.Filters(scope));
}
