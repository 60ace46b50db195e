using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Features.OnCall;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Clock;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Adds, changes and deletes strategies.</summary>
internal sealed class SaveStrategy(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int MostStrategies = 200;
    private const int LongestMinutes = 7 * 24 * 60;

    /// <param name="id">Which, or null for a new one.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="draft">What it should be.</param>
    /// <param name="actor">Who saves it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<NotificationStrategy>> RunAsync(Guid? id, uint? version, StrategyDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        var strategy = id is null ? null : await context.Set<NotificationStrategy>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (id is not null && strategy is null)
        {
            return new StrategyNotFound();
        }

        if (strategy is not null && version is { } seen && seen != strategy.Version)
        {
            return new NotificationChanged();
        }

        var errors = await CheckAsync(draft, cancellationToken);
        if (strategy is null && await context.Set<NotificationStrategy>().CountAsync(cancellationToken) >= MostStrategies)
        {
            errors["name"] = "range";
        }

        if (errors.Count > 0)
        {
            return new NotificationInvalid(errors);
        }

        draft = draft with { Name = draft.Name.Trim() };
        if (strategy is null)
        {
            strategy = new NotificationStrategy(draft, actor.Name, time.GetUtcNow());
            context.Add(strategy);
        }
        else
        {
            strategy.Change(draft, actor.Name, time.GetUtcNow());
        }

        audit.Add(context, actor, new AuditRecord(id is null ? "notification_strategy.added" : "notification_strategy.changed", "notification_strategy", draft.Name));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return strategy;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new NotificationChanged();
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new NotificationInvalid(new Dictionary<string, string> { ["name"] = "taken" });
        }
    }

    public async Task<Outcome<Done>> DeleteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<NotificationStrategy>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } strategy)
        {
            return new StrategyNotFound();
        }

        context.Remove(strategy);
        audit.Add(context, actor, new AuditRecord("notification_strategy.deleted", "notification_strategy", strategy.Name));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private async Task<Dictionary<string, string>> CheckAsync(StrategyDraft draft, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        Note("name", string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 100 || draft.Name.Any(char.IsControl), "name");
        Note("on", draft.On.Count == 0 || draft.On.Distinct().Count() != draft.On.Count, "events");
        Note("services", draft.Services.Count > 100 || draft.Services.Any(service => service is null || service.Length > 128 || service.Any(char.IsControl)), "range");
        Note("tags", draft.Tags.Count > 50 || draft.Tags.Any(tag => tag is null || tag.Length > 50 || tag.Any(char.IsControl)), "range");
        Note("resources", draft.Resources.Count > 100, "range");
        var rotations = draft.Rotations.Distinct().ToList();
        Note("rotations", rotations.Count > 20 || await context.Set<Rotation>().CountAsync(rotation => rotations.Contains(rotation.Id), cancellationToken) != rotations.Count, "rotation");
        Note("delay_seconds", draft.DelaySeconds is < 0 or > 3_600, "range");
        Note("repeat_minutes", draft.RepeatMinutes is < 5 or > LongestMinutes, "range");
        Note("escalate_after_minutes", draft.EscalateAfterMinutes is < 1 or > LongestMinutes, "range");
        Note("escalate_to", draft.EscalateAfterMinutes is null != draft.EscalateTo is null, "both");
        Note("quiet_from", draft.QuietFrom is null != draft.QuietTo is null, "both");
        Note("time_zone", LocalTime.Find(draft.TimeZone) is null, "zone");
        Note("language", Languages.All.All(language => language.Code != draft.Language), "range");
        var channels = draft.Channels.Concat(draft.EscalateTo is { } further ? [further] : []).Distinct().ToList();
        Note("channels", draft.Channels.Count is 0 or > 20
            || await context.Set<NotificationChannel>().CountAsync(channel => channels.Contains(channel.Id), cancellationToken) != channels.Count, "channels");
        return errors;

        void Note(string field, bool wrong, string code)
        {
            if (wrong)
            {
                errors[field] = code;
            }
        }
    }
}
