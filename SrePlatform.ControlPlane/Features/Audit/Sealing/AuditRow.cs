using System.Globalization;
using Npgsql;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>An audit entry exactly as PostgreSQL has it, and the bytes that are sealed.</summary>
internal sealed record AuditRow(
    Guid Id, DateTime At, string Actor, string ActorKind, string Action, string TargetType, string? TargetId, string? Service, Guid? ResourceId, string Outcome, string Details)
{
    /// <summary>What to select, in the order in which <see cref="Read"/> reads it. The text of jsonb is canonical: keys in order, none twice.</summary>
    public const string Columns = "e.id, e.at, e.actor, e.actor_kind, e.action, e.target_type, e.target_id, e.service, e.resource_id, e.outcome, e.details::text";

    private const string Format = "audit-entry/1";

    public static AuditRow Read(NpgsqlDataReader reader, int from) => new(
        reader.GetGuid(from), reader.GetDateTime(from + 1), reader.GetString(from + 2), reader.GetString(from + 3), reader.GetString(from + 4), reader.GetString(from + 5),
        Text(reader, from + 6), Text(reader, from + 7), reader.IsDBNull(from + 8) ? null : reader.GetGuid(from + 8), reader.GetString(from + 9), reader.GetString(from + 10));

    /// <summary>Every column with its length before it, so that no two rows have the same bytes.</summary>
    public byte[] Canonical()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Format);
        foreach (var text in new[]
        {
            Id.ToString("D"), Microseconds(At).ToString(CultureInfo.InvariantCulture), Actor, ActorKind, Action, TargetType, TargetId, Service, ResourceId?.ToString("D"), Outcome, Details,
        })
        {
            writer.Write(text is not null);
            writer.Write(text ?? "");
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Times are sealed as precisely as they are kept.</summary>
    public static long Microseconds(DateTime at) => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
