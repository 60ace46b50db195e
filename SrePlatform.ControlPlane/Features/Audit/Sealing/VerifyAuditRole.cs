using System.Globalization;
using Npgsql;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>The one-shot <c>--role verify-audit</c>: a report, and 0 when the log is intact, else 1. It changes nothing.</summary>
internal static class VerifyAuditRole
{
    private const string Name = "verify-audit";

    public static bool IsChosen(IConfiguration configuration) => string.Equals(configuration["role"], Name, StringComparison.OrdinalIgnoreCase);

    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (!AuditKey.Exists(services.GetRequiredService<IConfiguration>()))
        {
            await output.WriteLineAsync("There is no key to check the audit log with: set Audit__SealingKey, or DataFolder to the folder of the Control Plane.");
            return 1;
        }

        AuditVerdict verdict;
        try
        {
            verdict = await services.GetRequiredService<VerifyAudit>().RunAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            await output.WriteLineAsync($"The audit log could not be read: {exception.Message}");
            return 1;
        }

        await output.WriteLineAsync(FormattableString.Invariant(
            $"{verdict.Segments} segments and {verdict.Rows} entries checked, {verdict.DroppedSegments} segments dropped by retention, {verdict.Checkpoints} checkpoints compared."));
        await output.WriteLineAsync(verdict.Fault is { } fault ? Words(fault) : "The audit log is intact.");
        return verdict.IsIntact ? 0 : 1;
    }

    private static string Words(AuditFault fault)
    {
        var what = fault.Kind switch
        {
            AuditFaultKind.Edited => "edited",
            AuditFaultKind.Removed => "removed",
            AuditFaultKind.Reordered => "reordered",
            _ => "unsealed too long",
        };
        return FormattableString.Invariant(
            $"NOT INTACT: {what}; segment {Number(fault.Segment)}, sequence {Number(fault.Sequence)}, entry {fault.EntryId?.ToString() ?? "-"}{(fault.FromCheckpoint ? " (shown by the exported checkpoints)" : "")}.");
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
