using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>What became of many calls that were declared at once.</summary>
/// <param name="Added">How many are new.</param>
/// <param name="Known">How many were declared already.</param>
internal sealed record DeclaredCalls(int Added, int Known);

/// <summary>Declares calls that no traffic shows, one or many at once, and takes them back. Who manages the calling service may say so.</summary>
internal sealed class EditEdges(SreDbContext context, TopologyReader reader, AuditLog audit, TimeProvider time)
{
    public const int MostAtOnce = 5_000;
    private const int LongestName = 128;
    private const int MostNamed = 20;

    /// <param name="text">A call per line, as <c>caller,callee</c> or <c>caller -> callee</c>; empty lines and a heading <c>from,to</c> are passed over.</param>
    public async Task<Outcome<DeclaredCalls>> ImportAsync(string? text, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        var calls = new HashSet<(string From, string To)>();
        var wrong = new List<string>();
        var lines = (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var (number, line) in lines.Index())
        {
            if (number == 0 && line.Replace(" ", "", StringComparison.Ordinal).Equals("from,to", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (Read(line) is { } call)
            {
                calls.Add(call);
            }
            else
            {
                wrong.Add($"{number + 1}");
            }
        }

        if (wrong.Count > 0)
        {
            return new ValidationFailure("calls", $"Write one call per line, as caller,callee with two different services; these lines are none: {string.Join(", ", wrong.Take(MostNamed))}.");
        }

        return calls.Count is 0 or > MostAtOnce
            ? new ValidationFailure("calls", $"Give 1 to {MostAtOnce} calls.")
            : await DeclareAsync(calls, actor, scope, cancellationToken);
    }

    public async Task<Outcome<Done>> RemoveAsync(Guid id, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<DeclaredEdge>().SingleOrDefaultAsync(edge => edge.Id == id, cancellationToken) is not { } edge || !scope.SeesService(edge.FromService))
        {
            return new NotFoundFailure("edge.not_found", "There is no such declared call.");
        }

        if (await NotManagedAsync([edge.FromService], scope, cancellationToken) is [var other, ..])
        {
            return NotYours(other);
        }

        context.Remove(edge);
        audit.Add(context, actor, new("topology.call_removed", "service", edge.FromService) { Service = edge.FromService, Details = new Dictionary<string, string> { ["from"] = edge.FromService, ["to"] = edge.ToService } });
        await context.SaveChangesAsync(cancellationToken);
        reader.Forget();
        return Done.Value;
    }

    /// <summary>The two services of a line; null if it is none.</summary>
    internal static (string From, string To)? Read(string line)
    {
        var parts = line.Contains("->", StringComparison.Ordinal) ? line.Split("->", 2) : line.Split(',', 2);
        return parts is [var from, var to] && from.Trim() is { Length: > 0 and <= LongestName } caller && to.Trim() is { Length: > 0 and <= LongestName } callee
            && caller != callee && !caller.Concat(callee).Any(char.IsControl)
            ? (caller, callee)
            : null;
    }

    private async Task<Outcome<DeclaredCalls>> DeclareAsync(HashSet<(string From, string To)> calls, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (await NotManagedAsync([.. calls.Select(call => call.From).Distinct(StringComparer.Ordinal)], scope, cancellationToken) is [var other, ..])
        {
            return NotYours(other);
        }

        var callers = calls.Select(call => call.From).ToHashSet(StringComparer.Ordinal);
        var known = (await context.Set<DeclaredEdge>().AsNoTracking().Where(edge => callers.Contains(edge.FromService)).Select(edge => new { edge.FromService, edge.ToService }).ToListAsync(cancellationToken))
            .Select(edge => (edge.FromService, edge.ToService)).ToHashSet();
        var added = calls.Where(call => !known.Contains(call)).ToList();
        var now = time.GetUtcNow();
        context.AddRange(added.Select(call => DeclaredEdge.Create(call.From, call.To, now)));
        if (added.Count > 0)
        {
            audit.Add(context, actor, new("topology.calls_declared", "topology", null)
            {
                Details = new Dictionary<string, string> { ["count"] = $"{added.Count}", ["calls"] = string.Join(", ", added.Take(MostNamed).Select(call => $"{call.From} -> {call.To}")) },
            });
        }

        await context.SaveChangesAsync(cancellationToken);
        reader.Forget();
        return new DeclaredCalls(added.Count, calls.Count - added.Count);
    }

    /// <summary>The services of which no resource is managed here.</summary>
    private async Task<IReadOnlyList<string>> NotManagedAsync(IReadOnlyList<string> services, Scope scope, CancellationToken cancellationToken)
    {
        if (scope.IsAll)
        {
            return [];
        }

        var managed = await context.Set<Resource>().AsNoTracking().Where(resource => services.Contains(resource.Service) && scope.ManagedTeams.Contains(resource.Team))
            .Select(resource => resource.Service).Distinct().ToListAsync(cancellationToken);
        return [.. services.Except(managed, StringComparer.Ordinal)];
    }

    private static ForbiddenFailure NotYours(string service) => new("edge.other_team", $"You do not manage {service}; ask a manager of its team to declare what it calls.");
}
