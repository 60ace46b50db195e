using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>In which order incidents are listed.</summary>
internal enum IncidentSort
{
    /// <summary>Opened last first.</summary>
    Newest,

    /// <summary>Opened first first.</summary>
    Oldest,

    /// <summary>Changed last first.</summary>
    Updated,

    /// <summary>Most urgent first, and among those opened last first.</summary>
    Priority,
}

/// <summary>How each order is asked of the database, and where a part of the list goes on.</summary>
internal static class IncidentSorts
{
    public static IQueryable<Incident> Order(this IncidentSort sort, IQueryable<Incident> incidents) => sort switch
    {
        IncidentSort.Newest => incidents.OrderByDescending(incident => incident.OpenedAt).ThenByDescending(incident => incident.Id),
        IncidentSort.Oldest => incidents.OrderBy(incident => incident.OpenedAt).ThenBy(incident => incident.Id),
        IncidentSort.Updated => incidents.OrderByDescending(incident => incident.UpdatedAt).ThenByDescending(incident => incident.Id),
        IncidentSort.Priority => incidents.OrderBy(incident => incident.Priority).ThenByDescending(incident => incident.OpenedAt).ThenByDescending(incident => incident.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    /// <param name="sort">The order.</param>
    /// <param name="incidents">All of them.</param>
    /// <param name="after">The last row of the part before.</param>
    /// <param name="priority">That row's priority; needed for <see cref="IncidentSort.Priority"/> only.</param>
    public static IQueryable<Incident> After(this IncidentSort sort, IQueryable<Incident> incidents, Keyset after, IncidentPriority priority)
    {
        switch (sort)
        {
            case IncidentSort.Newest:
                return incidents.Where(incident => EF.Functions.LessThan(ValueTuple.Create(incident.OpenedAt, incident.Id), ValueTuple.Create(after.At, after.Id)));
            case IncidentSort.Oldest:
                return incidents.Where(incident => EF.Functions.GreaterThan(ValueTuple.Create(incident.OpenedAt, incident.Id), ValueTuple.Create(after.At, after.Id)));
            case IncidentSort.Updated:
                return incidents.Where(incident => EF.Functions.LessThan(ValueTuple.Create(incident.UpdatedAt, incident.Id), ValueTuple.Create(after.At, after.Id)));
            case IncidentSort.Priority:
                var later = Enum.GetValues<IncidentPriority>().Where(other => other > priority).ToList();
                return incidents.Where(incident => later.Contains(incident.Priority)
                    || incident.Priority == priority && EF.Functions.LessThan(ValueTuple.Create(incident.OpenedAt, incident.Id), ValueTuple.Create(after.At, after.Id)));
            default:
                throw new ArgumentOutOfRangeException(nameof(sort), sort, null);
        }
    }

    public static Keyset KeyOf(this IncidentSort sort, IncidentView row) => new(sort is IncidentSort.Updated ? row.UpdatedAt : row.OpenedAt, row.Id);
}
