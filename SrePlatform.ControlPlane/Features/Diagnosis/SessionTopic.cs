using Npgsql;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary><c>session:…id…</c>: one session of the Assistant, by the number of its latest event.</summary>
internal sealed class SessionTopic(AssistantViews views) : ILiveTopic
{
    public string Name => "session";

    public bool TakesId => true;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Session, Platform.Signals.Channels.Diagnosis];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        var latest = await views.ReadAsync("SELECT max(id) FROM assistant.session_event_v1 WHERE session_id = $1", [id], row => row.IsDBNull(0) ? 0 : row.GetInt64(0), cancellationToken);
        return latest.Value is [var revision, ..] ? revision : null;
    }

    public Task<bool> IsSeenAsync(Scope scope, Guid id, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ReadDiagnoses>().SeesSessionAsync(scope, id, cancellationToken);
}

/// <summary><c>diagnosis:…id…</c>: one diagnosis, from before it has a session until it is over.</summary>
internal sealed class DiagnosisTopic(NpgsqlDataSource database) : ILiveTopic
{
    public string Name => "diagnosis";

    public bool TakesId => true;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Diagnosis];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT ((xmin::text)::bigint) FROM control.diagnosis WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    public async Task<bool> IsSeenAsync(Scope scope, Guid id, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<ReadDiagnoses>().FindAsync(scope, id, cancellationToken) is not null;
}
