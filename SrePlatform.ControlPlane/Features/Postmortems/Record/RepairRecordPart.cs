using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Automation;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>What was asked for, decided, carried out and verified.</summary>
internal sealed class RepairRecordPart(SreDbContext context) : IRecordPart
{
    private const int Most = 20;

    public int Order => 70;

    public async Task AddAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        var incident = record.Incident.Id;
        var requests = await context.Set<ApprovalRequest>().AsNoTracking().Where(request => request.IncidentId == incident).OrderBy(request => request.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        foreach (var request in requests)
        {
            var state = record.Texts[$"badge.approval.{EnumsAsText.ToText(request.State)}"];
            record.Add(
                RecordKind.Approval, request.Id.ToString(), request.CreatedAt,
                record.Texts["postmortems.record.approval", ("reference", request.Reference), ("title", request.Title), ("by", request.Requester), ("state", state)], $"/approvals/{request.Reference}");
        }

        var runs = await context.Set<Execution>().AsNoTracking().Where(execution => execution.IncidentId == incident).OrderBy(execution => execution.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        foreach (var run in runs)
        {
            var effect = record.Texts[$"badge.effect.{EnumsAsText.ToText(run.Outcome)}"];
            var text = record.Texts[run.Outcome == ExecutionOutcome.None ? "postmortems.record.execution_plain" : "postmortems.record.execution",
                ("reference", run.Reference), ("title", run.Title), ("state", record.Texts[$"badge.execution.{EnumsAsText.ToText(run.State)}"]), ("effect", effect)];
            var checks = run.Checks.Count == 0 ? null : string.Join("; ", run.Checks.Select(check => Check(record, run, check)));
            var code = record.Add(RecordKind.Execution, run.Id.ToString(), run.StartedAt ?? run.CreatedAt, text, $"/automation/executions/{run.Id}", checks);
            if (run.Outcome == ExecutionOutcome.Fixed)
            {
                record.Say(PostmortemSection.Summary, record.Texts["postmortems.summary.repaired", ("title", run.Title), ("reference", run.Reference)],
                    [code, record.CodeOf(RecordKind.Approval, run.RequestId.ToString())]);
            }
        }
    }

    private static string Check(RecordBuilder record, Execution run, CheckValue check)
    {
        var before = run.Baseline.FirstOrDefault(value => value.Name == check.Name)?.Value;
        return $"{check.Name}: {Value(record, before, check.Unit)} → {Value(record, check.Value, check.Unit)}";
    }

    private static string Value(RecordBuilder record, double? value, string unit) => value is { } number ? record.Formats.Value(number, unit) : "–";
}
