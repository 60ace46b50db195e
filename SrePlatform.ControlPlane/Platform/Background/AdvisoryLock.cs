using Npgsql;

namespace SrePlatform.ControlPlane.Platform.Background;

/// <summary>Lets one replica at a time do something: a lock of PostgreSQL that ends with its transaction.</summary>
internal static class AdvisoryLock
{
    public const long Grouping = 0x5352_4550_0101;
    public const long PartitionUpkeep = 0x5352_4550_0102;
    public const long Notifications = 0x5352_4550_0180;
    public const long ExecutionClaim = 0x5352_4550_0103;
    public const long AuditSealing = 0x5352_4550_0190;

    /// <summary>True if this transaction now holds the lock; false if another one does.</summary>
    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = key } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
