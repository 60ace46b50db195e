using Npgsql;
using SrePlatform.ControlPlane.Platform.Live;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary><c>approvals</c>: the inbox.</summary>
internal sealed class ApprovalsTopic(NpgsqlDataSource database) : ILiveTopic
{
    public string Name => "approvals";

    public bool TakesId => false;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Approval];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT (coalesce(sum(revision), 0) + count(*) * 1000003 + coalesce(max(number), 0))::bigint FROM control.approval_request WHERE created_at > now() - interval '8 days'");
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}

/// <summary><c>approval:…id…</c>: one request.</summary>
internal sealed class ApprovalTopic(NpgsqlDataSource database) : ILiveTopic
{
    public string Name => "approval";

    public bool TakesId => true;

    public IReadOnlyList<string> Channels => [Platform.Signals.Channels.Approval];

    public async Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT revision FROM control.approval_request WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
