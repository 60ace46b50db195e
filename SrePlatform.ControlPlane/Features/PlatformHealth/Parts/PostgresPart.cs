using Npgsql;

namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

internal sealed class PostgresPart(NpgsqlDataSource database) : IPlatformPart
{
    public string Name => "postgresql";

    public bool IsConfigured => true;

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
        return null;
    }

    public async Task<PartDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SHOW server_version");
        return new PartDescription((string?)await command.ExecuteScalarAsync(cancellationToken));
    }
}
