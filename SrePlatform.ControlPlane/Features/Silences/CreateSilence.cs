using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Makes a silence or a maintenance window; the row's notification has firing alerts looked at.</summary>
internal sealed class CreateSilence(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Silence>> RunAsync(SilenceDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!SilenceValidation.Check(draft, now).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        var silence = Silence.Create(definition, actor.Name, now);
        context.Add(silence);
        audit.Add(context, actor, SilenceAudit.Record("created", silence));
        await context.SaveChangesAsync(cancellationToken);
        return silence;
    }
}

/// <summary>How changes of silences stand in the audit log.</summary>
internal static class SilenceAudit
{
    private const int Longest = 500;

    public static AuditRecord Record(string verb, Silence silence)
    {
        var what = string.Join(", ", silence.Kind is SilenceKind.Maintenance ? [.. silence.Services, .. silence.ResourceIds.Select(id => id.ToString())] : silence.Matchers);
        return new("silence." + verb, "silence", silence.Id.ToString())
        {
            Details = new Dictionary<string, string>
            {
                ["reason"] = silence.Reason,
                ["what"] = what.Length > Longest ? what[..Longest] : what,
                ["until"] = silence.EndedAt?.ToString("O") ?? silence.EndsAt?.ToString("O") ?? "",
                ["cron"] = silence.Cron ?? "",
            },
        };
    }
}
