using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Adds, changes and deletes channels.</summary>
internal sealed class SaveChannel(SreDbContext context, ChannelSecrets secrets, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<NotificationChannel>> AddAsync(ChannelKind kind, ChannelDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        var errors = ChannelFields.Check(kind, draft, new HashSet<string>());
        if (errors.Count > 0)
        {
            return new NotificationInvalid(errors);
        }

        var channel = new NotificationChannel(kind, Trim(kind, draft), secrets.Protect(Known(kind, draft.Secrets)), actor.Name, time.GetUtcNow());
        context.Add(channel);
        return await SaveAsync(channel, "added", actor, cancellationToken);
    }

    /// <param name="id">Which.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="draft">Secrets that are left out stay, unless the address changes: a secret goes only where it was meant to go.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<NotificationChannel>> ChangeAsync(Guid id, uint? version, ChannelDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<NotificationChannel>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } channel)
        {
            return new ChannelNotFound();
        }

        if (version is { } seen && seen != channel.Version)
        {
            return new NotificationChanged();
        }

        var kept = secrets.Unprotect(channel.Secrets);
        var moved = new[] { "url", "host", "port" }.Any(field => draft.Settings.GetValueOrDefault(field) is { Length: > 0 } now && now != channel.Settings.GetValueOrDefault(field));
        var errors = ChannelFields.Check(channel.Kind, draft, kept.Keys.ToHashSet());
        foreach (var field in ChannelFields.Of(channel.Kind).Where(field => moved && field.Secret && kept.ContainsKey(field.Name) && string.IsNullOrEmpty(draft.Secrets.GetValueOrDefault(field.Name))))
        {
            errors.TryAdd(field.Name, "again");
        }

        if (errors.Count > 0)
        {
            return new NotificationInvalid(errors);
        }

        foreach (var (name, value) in Known(channel.Kind, draft.Secrets))
        {
            kept[name] = value;
        }

        channel.Change(Trim(channel.Kind, draft), secrets.Protect(kept), actor.Name, time.GetUtcNow());
        return await SaveAsync(channel, "changed", actor, cancellationToken);
    }

    public async Task<Outcome<Done>> DeleteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<NotificationChannel>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } channel)
        {
            return new ChannelNotFound();
        }

        var users = await context.Set<NotificationStrategy>().Where(strategy => strategy.ChannelIds.Contains(id)).OrderBy(strategy => strategy.Name).Take(10)
            .Select(strategy => strategy.Name).ToListAsync(cancellationToken);
        if (users.Count > 0)
        {
            return new ChannelInUse(users);
        }

        context.Remove(channel);
        audit.Add(context, actor, new AuditRecord("notification_channel.deleted", "notification_channel", channel.Name));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private async Task<Outcome<NotificationChannel>> SaveAsync(NotificationChannel channel, string action, Actor actor, CancellationToken cancellationToken)
    {
        audit.Add(context, actor, new AuditRecord($"notification_channel.{action}", "notification_channel", channel.Name)
        {
            Details = new Dictionary<string, string> { ["kind"] = EnumsAsText.ToText(channel.Kind), ["enabled"] = channel.Enabled ? "yes" : "no" },
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return channel;
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

    private static ChannelDraft Trim(ChannelKind kind, ChannelDraft draft) => draft with
    {
        Name = draft.Name.Trim(),
        Settings = ChannelFields.Of(kind).Where(field => !field.Secret && draft.Settings.GetValueOrDefault(field.Name) is { Length: > 0 })
            .ToDictionary(field => field.Name, field => draft.Settings[field.Name].Trim()),
    };

    private static Dictionary<string, string> Known(ChannelKind kind, IReadOnlyDictionary<string, string> given) =>
        ChannelFields.Of(kind).Where(field => field.Secret && given.GetValueOrDefault(field.Name) is { Length: > 0 }).ToDictionary(field => field.Name, field => given[field.Name]);
}
