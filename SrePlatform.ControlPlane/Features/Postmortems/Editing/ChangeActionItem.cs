using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Postmortems.Editing;

/// <summary>An action item as somebody typed it.</summary>
internal sealed record ActionItemText(string? Title, string? Owner, string? DueOn);

/// <summary>Adds action items, gives them owner and date, and ends them.</summary>
internal sealed class ChangeActionItem(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int LongestOwner = 200;
    private const int MostItems = 100;

    public async Task<Outcome<ActionItem>> AddAsync(Guid postmortemId, ActionItemText typed, Actor by, Scope scope, CancellationToken cancellationToken)
    {
        if (!Check(typed).TryGet(out var text, out var invalid))
        {
            return invalid;
        }

        if (await context.Set<Postmortem>().AsNoTracking().In(scope, context).SingleOrDefaultAsync(row => row.Id == postmortemId, cancellationToken) is not { } postmortem)
        {
            return new PostmortemNotFound();
        }

        if (await context.Set<ActionItem>().CountAsync(item => item.PostmortemId == postmortemId, cancellationToken) >= MostItems)
        {
            return new ValidationFailure("title", $"A postmortem has at most {MostItems} action items.");
        }

        var item = new ActionItem(postmortemId, text.Title, text.Owner, text.DueOn, by.Name, time.GetUtcNow());
        context.Add(item);
        Note(postmortem, item, "action_added", by);
        await context.SaveChangesAsync(cancellationToken);
        return item;
    }

    public async Task<Outcome<ActionItem>> PlanAsync(Guid id, ActionItemText typed, Actor by, Scope scope, CancellationToken cancellationToken) =>
        Check(typed).TryGet(out var text, out var invalid)
            ? await ChangeAsync(id, "action_planned", (item, now) => item.Plan(text.Title, text.Owner, text.DueOn, now), by, scope, cancellationToken)
            : invalid;

    public Task<Outcome<ActionItem>> EndAsync(Guid id, ActionItemState how, Actor by, Scope scope, CancellationToken cancellationToken) => how switch
    {
        ActionItemState.Done or ActionItemState.Dropped => ChangeAsync(id, how == ActionItemState.Done ? "action_done" : "action_dropped", (item, now) => item.End(how, by.Name, now), by, scope, cancellationToken),
        _ => ChangeAsync(id, "action_reopened", (item, now) => item.Reopen(now), by, scope, cancellationToken),
    };

    private async Task<Outcome<ActionItem>> ChangeAsync(Guid id, string action, Func<ActionItem, DateTimeOffset, Failure?> change, Actor by, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<ActionItem>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } item
            || await context.Set<Postmortem>().AsNoTracking().In(scope, context).SingleOrDefaultAsync(row => row.Id == item.PostmortemId, cancellationToken) is not { } postmortem)
        {
            return new ActionItemNotFound();
        }

        if (change(item, time.GetUtcNow()) is { } failure)
        {
            return failure;
        }

        Note(postmortem, item, action, by);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new PostmortemChanged();
        }

        return item;
    }

    private void Note(Postmortem postmortem, ActionItem item, string action, Actor by) => audit.Add(context, by, new AuditRecord("postmortem." + action, "postmortem", postmortem.Reference)
    {
        Service = postmortem.Services.Count > 0 ? postmortem.Services[0] : null,
        Details = new Dictionary<string, string>
        {
            ["title"] = item.Title,
            ["owner"] = item.Owner ?? "",
            ["due"] = item.DueOn?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        },
    });

    private static Outcome<(string Title, string Owner, DateOnly DueOn)> Check(ActionItemText typed)
    {
        var read = new QueryReader();
        var (title, owner) = (typed.Title?.Trim() ?? "", typed.Owner?.Trim() ?? "");
        if (title.Length is 0 or > ActionItem.LongestTitle || title.Any(char.IsControl))
        {
            read.Add("title", $"Say what to do in at most {ActionItem.LongestTitle} characters.");
        }

        if (owner.Length is 0 or > LongestOwner || owner.Any(char.IsControl))
        {
            read.Add("owner", "Say who does it.");
        }

        if (!DateOnly.TryParseExact(typed.DueOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) || due.Year is < 2000 or > 2200)
        {
            read.Add("due_on", "Give a date like 2026-01-31.");
        }

        return read.Failure is { } failure ? failure : (title, owner, due);
    }
}
