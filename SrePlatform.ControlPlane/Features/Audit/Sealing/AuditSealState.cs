using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>How far the log is sealed, and how its last check ended.</summary>
internal sealed record AuditSealView(long Segments, long Rows, DateTime? SealedAt, AuditEntry? Check)
{
    public bool IsIntact => Check?.Outcome == AuditOutcome.Succeeded;

    public string Of(string detail) => Check?.Details.GetValueOrDefault(detail) is { Length: > 0 } value ? value : "–";
}

/// <summary>Reads the state of the seals, and checks them for a person. What a check found is itself an entry of the log.</summary>
internal sealed class AuditSealState(SreDbContext context, NpgsqlDataSource database, VerifyAudit verify, AuditLog audit)
{
    private const string Verified = "audit_log.verified";

    public async Task<AuditSealView> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var last = await AuditSegment.LastAsync(connection, cancellationToken);
        var check = await context.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Action == Verified).OrderByDescending(entry => entry.At).FirstOrDefaultAsync(cancellationToken);
        return new AuditSealView(last?.Number ?? 0, last?.LastSequence ?? 0, last?.SealedAt, check);
    }

    public async Task<AuditVerdict> VerifyAsync(Actor actor, CancellationToken cancellationToken)
    {
        var verdict = await verify.RunAsync(cancellationToken);
        var details = new Dictionary<string, string>
        {
            ["segments"] = Text(verdict.Segments), ["entries"] = Text(verdict.Rows), ["checkpoints"] = Text(verdict.Checkpoints),
        };
        if (verdict.Fault is { } fault)
        {
            details["fault"] = EnumsAsText.ToText(fault.Kind);
            details["segment"] = Text(fault.Segment);
            details["sequence"] = Text(fault.Sequence);
            details["entry"] = fault.EntryId?.ToString() ?? "";
        }

        audit.Add(context, actor, new AuditRecord(Verified, "audit_log", null) { Outcome = verdict.IsIntact ? AuditOutcome.Succeeded : AuditOutcome.Failed, Details = details });
        await context.SaveChangesAsync(cancellationToken);
        return verdict;
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
