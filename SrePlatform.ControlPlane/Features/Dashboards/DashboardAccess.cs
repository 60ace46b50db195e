namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>What a reader's dashboards may draw on.</summary>
/// <param name="SeesAll">Whether the database may be asked: its views know no teams.</param>
/// <param name="MetricFilters">Selectors of which a series must match one; null for whoever sees everything.</param>
internal sealed record DashboardAccess(bool SeesAll, IReadOnlyList<string>? MetricFilters)
{
    public static readonly DashboardAccess Everything = new(true, null);

    /// <summary>The access of whoever asks.</summary>
    public static DashboardAccess Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Everything;
    }
}
