using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Automation.Executor;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation.Secrets;

/// <summary>Seals what a runbook may have for the executors that are there, as its plan is signed.</summary>
internal sealed class SealForExecutors(SecretProtection protection)
{
    /// <summary>How long an executor that is not seen still counts; one that restarts opens what was sealed before.</summary>
    private static readonly TimeSpan Known = TimeSpan.FromHours(1);

    /// <summary>The sealed values; null if the runbook names no secret. One that is missing, or not for it, is left out, and the executor refuses.</summary>
    public async Task<string?> SealAsync(SreDbContext context, UsableRunbook runbook, Guid executionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wanted = runbook.Document.Action.Secrets;
        if (wanted.Count == 0)
        {
            return null;
        }

        var names = wanted.Values.Distinct().ToList();
        var found = await context.Set<AutomationSecret>().Where(secret => names.Contains(secret.Name)).ToDictionaryAsync(secret => secret.Name, StringComparer.Ordinal, cancellationToken);
        var values = new Dictionary<string, string>();
        foreach (var (variable, name) in wanted)
        {
            if (found.TryGetValue(name, out var secret) && secret.Runbooks.Contains(runbook.Name))
            {
                secret.NoteUse(now);
                values[variable] = protection.Reveal(secret.Protected);
            }
        }

        var since = now - Known;
        var executors = await context.Set<ExecutorPresence>().AsNoTracking().Where(executor => executor.SeenAt > since).OrderByDescending(executor => executor.SeenAt).Take(20)
            .ToDictionaryAsync(executor => executor.Id, executor => executor.SealingKey, cancellationToken);
        return SealedSecrets.Seal(executionId, values, executors);
    }
}
