using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Audit;

/// <summary>An audit entry as the API and the pages show it.</summary>
internal sealed record AuditView(
    Guid Id, DateTimeOffset At, string Actor, ActorKind ActorKind, string Action, string TargetType, string? TargetId, string? Service, Guid? ResourceId,
    AuditOutcome Outcome, IReadOnlyDictionary<string, string> Details)
{
    public static readonly Expression<Func<AuditEntry, AuditView>> Projection = entry => new AuditView(
        entry.Id, entry.At, entry.Actor, entry.ActorKind, entry.Action, entry.TargetType, entry.TargetId, entry.Service, entry.ResourceId, entry.Outcome, entry.Details);
}

/// <summary>Which entries are asked for; everything given must hold.</summary>
internal sealed record AuditFilter
{
    public string? Service { get; init; }

    public Guid? ResourceId { get; init; }

    public string? Actor { get; init; }

    /// <summary>The whole action, or its noun: <c>incident</c> for everything done to incidents.</summary>
    public string? Action { get; init; }

    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    public AuditOutcome? Outcome { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>Lists audit entries, newest first.</summary>
internal sealed class ListAudit(SreDbContext context)
{
    public async Task<Page<AuditView>> RunAsync(Scope scope, AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var entries = Matching(scope, filter);
        if (page.After is { } after)
        {
            entries = entries.Where(entry => EF.Functions.LessThan(ValueTuple.Create(entry.At, entry.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Take(page.Limit + 1).Select(AuditView.Projection).ToListAsync(cancellationToken);
        return page.Cut(rows, row => new Keyset(row.At, row.Id));
    }

    private IQueryable<AuditEntry> Matching(Scope scope, AuditFilter filter)
    {
        var entries = context.Set<AuditEntry>().AsNoTracking().In(scope, context);
        entries = filter.Service is { } service ? entries.Where(entry => entry.Service == service) : entries;
        entries = filter.ResourceId is { } resource ? entries.Where(entry => entry.ResourceId == resource) : entries;
        entries = filter.Actor is { } actor ? entries.Where(entry => entry.Actor == actor) : entries;
        entries = filter.TargetType is { } type ? entries.Where(entry => entry.TargetType == type) : entries;
        entries = filter.TargetId is { } target ? entries.Where(entry => entry.TargetId == target) : entries;
        entries = filter.Outcome is { } outcome ? entries.Where(entry => entry.Outcome == outcome) : entries;
        entries = filter.Since is { } since ? entries.Where(entry => entry.At >= since) : entries;
        entries = filter.Until is { } until ? entries.Where(entry => entry.At < until) : entries;
        if (filter.Action is { } action)
        {
            var noun = action + ".";
            entries = entries.Where(entry => entry.Action == action || entry.Action.StartsWith(noun));
        }

        return entries;
    }
}
