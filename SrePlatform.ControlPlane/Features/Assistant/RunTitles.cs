using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Diagnosis.Messages;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>What runs are called in lists, in the language of the person: the question that was asked, or what was found.</summary>
internal sealed class RunTitles(SreDbContext context, AssistantResults results, DiagnosisMessages messages)
{
    /// <summary>Of runs that the person is known to see; what has neither is left to its flow.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(IReadOnlyCollection<RunRow> runs, CancellationToken cancellationToken)
    {
        var sessions = runs.Select(run => run.SessionId).ToList();
        var titles = await context.Set<DiagnosisRequest>().AsNoTracking().Where(request => request.SessionId != null && sessions.Contains(request.SessionId.Value) && request.Question != null)
            .ToDictionaryAsync(request => request.SessionId!.Value, request => request.Question!, cancellationToken);
        foreach (var found in (await results.VerdictsAsync(sessions, cancellationToken)).Value ?? [])
        {
            if (messages.Say(found.Document?.Headline) is { Length: > 0 } said)
            {
                titles.TryAdd(found.SessionId, said);
            }
        }

        return titles;
    }
}
