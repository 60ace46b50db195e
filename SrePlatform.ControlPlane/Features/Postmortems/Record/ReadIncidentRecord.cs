using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>Reads everything on record about an incident, in the current language.</summary>
internal sealed class ReadIncidentRecord(ReadIncidents incidents, IEnumerable<IRecordPart> parts, Texts texts, Formats formats, TimeProvider time)
{
    public async Task<IncidentRecord?> RunAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(Scope.All, incidentId.ToString(), cancellationToken) is not { } incident)
        {
            return null;
        }

        var record = new RecordBuilder(incident, incident.ResolvedAt ?? time.GetUtcNow(), texts, formats);
        foreach (var part in parts.OrderBy(part => part.Order))
        {
            await part.AddAsync(record, cancellationToken);
        }

        return record.Build();
    }
}
