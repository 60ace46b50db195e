using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Live;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary><c>postmortem:…id…</c>: one postmortem, by its own id or its incident's.</summary>
internal sealed class PostmortemTopic(NpgsqlDataSource database) : ILiveTopic
{
    public string Name => "postmortem";

    public bool TakesId => true;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Postmortem];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT revision + 1 FROM control.postmortem WHERE id = $1 OR incident_id = $1 UNION ALL SELECT 0 LIMIT 1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    public async Task<bool> IsSeenAsync(Scope scope, Guid id, IServiceProvider services, CancellationToken cancellationToken)
    {
        var context = services.GetRequiredService<SreDbContext>();
        return scope.IsAll || await context.Set<Postmortem>().In(scope, context).AnyAsync(row => row.Id == id || row.IncidentId == id, cancellationToken)
            || await Incidents.IncidentVisibility.In(context.Set<Incidents.Incident>(), scope, context).AnyAsync(row => row.Id == id, cancellationToken);
    }
}
