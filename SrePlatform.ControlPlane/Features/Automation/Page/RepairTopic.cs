using Npgsql;
using SrePlatform.ControlPlane.Platform.Live;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary><c>repair:…incident id…</c>: proposals, requests and runs of an incident.</summary>
internal sealed class RepairTopic(NpgsqlDataSource database) : ILiveTopic
{
    public string Name => "repair";

    public bool TakesId => true;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Approval, Platform.Signals.Channels.Execution];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT ((SELECT coalesce(sum(revision), 0) + count(*) * 1000003 FROM control.approval_request WHERE incident_id = $1)
                  + (SELECT coalesce(sum(revision), 0) + count(*) * 1000003 FROM control.execution WHERE incident_id = $1)
                  + (SELECT count(*) * 1000003 FROM control.action_proposal WHERE incident_id = $1))::bigint
            """);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
