using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Which rules.</summary>
internal sealed record AlertRuleFilter(string? Search, RuleSeverity? Severity, string? Group, RuleSyncState? SyncState)
{
    public bool IsNarrowed => (Search, Severity, Group, SyncState) != (null, null, null, null);

    public static AlertRuleFilter Read(IQueryCollection query, QueryReader reader) => new(
        reader.Text("q", query["q"].ToString().Trim()),
        reader.Choice<RuleSeverity>("severity", query["severity"]),
        reader.Text("group", query["group"]),
        reader.Choice<RuleSyncState>("sync_state", query["sync_state"]));
}

/// <summary>Finds rules by name, one page at a time; the cursor is the last name, which is unique.</summary>
internal sealed class ListAlertRules(SreDbContext context)
{
    public async Task<Page<AlertRule>> RunAsync(Scope scope, AlertRuleFilter filter, int limit, string? after, CancellationToken cancellationToken)
    {
        var query = Filtered(scope, filter);
        if (after is not null)
        {
            query = query.Where(rule => EF.Functions.GreaterThan(ValueTuple.Create(rule.Name), ValueTuple.Create(after)));
        }

        var rows = await query.OrderBy(rule => rule.Name).Take(limit + 1).ToListAsync(cancellationToken);
        return rows.Count > limit ? new([.. rows.Take(limit)], rows[limit - 1].Name) : new(rows, null);
    }

    public Task<int> CountAsync(Scope scope, AlertRuleFilter filter, CancellationToken cancellationToken) => Filtered(scope, filter).CountAsync(cancellationToken);

    private IQueryable<AlertRule> Filtered(Scope scope, AlertRuleFilter filter)
    {
        var query = context.Set<AlertRule>().AsNoTracking().In(scope, context);
        if (filter.Search is { } search)
        {
            var pattern = $"%{search.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            query = query.Where(rule => EF.Functions.ILike(rule.Name, pattern, @"\") || EF.Functions.ILike(rule.Expression, pattern, @"\"));
        }

        query = filter.Severity is { } severity ? query.Where(rule => rule.Severity == severity) : query;
        query = filter.Group is { } group ? query.Where(rule => rule.Group == group) : query;
        return filter.SyncState is { } state ? query.Where(rule => rule.SyncState == state) : query;
    }
}
