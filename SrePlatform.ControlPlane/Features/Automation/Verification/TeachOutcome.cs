using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Automation.Verification;

/// <summary>What an action did becomes the Assistant's knowledge: what was done, for what, and what the checks said before and after.</summary>
internal sealed class TeachOutcome(IServiceScopeFactory scopes) : IOutboxHandler
{
    public string Kind => ExecutionJudged.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var judged = JsonSerializer.Deserialize<ExecutionJudged>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        if (await context.Set<Execution>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == judged.ExecutionId, cancellationToken) is not { } execution)
        {
            return OutboxResult.Done;
        }

        var incident = judged.IncidentId is { } id ? await context.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        return await scope.ServiceProvider.GetRequiredService<TeachAssistant>().RunAsync(
            message, new StoreKnowledge("note", execution.Reference, $"{execution.Title}: {Words(judged.Outcome)}", Body(execution, judged, incident), [.. execution.Targets, .. incident?.Services ?? []]), cancellationToken);
    }

    private static string Body(Execution execution, ExecutionJudged judged, Incident? incident)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{execution.Title} was carried out in {execution.Environment} ({execution.Reference}, runbook {execution.Runbook} v{execution.RunbookVersion}). ")
            .Append(CultureInfo.InvariantCulture, $"Its effect was judged: {Words(judged.Outcome)} ({Words(judged.Reason)}).\n");
        if (incident is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"It was for {incident.Reference}: {incident.Title}.\n");
        }

        foreach (var check in execution.Checks)
        {
            var before = execution.Baseline.FirstOrDefault(value => value.Name == check.Name)?.Value;
            text.Append(CultureInfo.InvariantCulture, $"{check.Name}: {before:0.####} before, {check.Value:0.####} after.\n");
        }

        return text.ToString();
    }

    private static string Words(string name) => name.Replace('_', ' ');
}
