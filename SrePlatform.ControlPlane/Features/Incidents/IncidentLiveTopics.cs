using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary><c>incident:…id…</c>: one incident, by its revision; also told when its diagnosis moves.</summary>
internal sealed class IncidentTopic(NpgsqlDataSource database) : ILiveTopic
{
    public string Name => "incident";

    public bool TakesId => true;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Incident];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT revision FROM control.incident WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    public Task<bool> IsSeenAsync(Scope scope, Guid id, IServiceProvider services, CancellationToken cancellationToken)
    {
        var context = services.GetRequiredService<SreDbContext>();
        return context.Set<Incident>().In(scope, context).AnyAsync(incident => incident.Id == id, cancellationToken);
    }
}

/// <summary><c>incidents</c>: the list. Its revision is the sum of all revisions of what is not closed, and of how many there are.</summary>
internal sealed class IncidentsTopic(NpgsqlDataSource database) : ILiveTopic
{
    public string Name => "incidents";

    public bool TakesId => false;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Incident];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT (coalesce(sum(revision), 0) + count(*) * 1000003 + coalesce(max(number), 0))::bigint FROM control.incident WHERE state <> 'closed'");
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
