using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Networks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>Has a range scanned, and ends a scan early.</summary>
internal sealed class StartScan(SreDbContext context, NetworkGuard guard, IOptions<ScanOptions> options, AuditLog audit, TimeProvider time)
{
    public const string UsualPorts = "22, 80, 443, 3306, 5432, 6379, 8080, 9100";

    private const int MostPorts = 12;
    private const int MostRunning = 5;

    public async Task<Outcome<NetworkScan>> RunAsync(string? range, string? ports, string? team, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        var errors = new List<InvalidField>();
        if (!IPNetwork.TryParse(range?.Trim() ?? "", out var network))
        {
            errors.Add(new("range", "range"));
        }
        else if (ScanRange.Count(network) > options.Value.MostAddresses)
        {
            errors.Add(new("range", "too_large", $"{options.Value.MostAddresses}"));
        }
        else if (!NetworkGuard.Covers(network, await guard.AllowedAsync(cancellationToken)))
        {
            errors.Add(new("range", "not_allowed"));
        }

        if (Ports(ports) is not { } numbers)
        {
            errors.Add(new("ports", "ports", $"{MostPorts}"));
            numbers = [];
        }

        var owner = team?.Trim() ?? "";
        if (owner.Length == 0 || owner.Length > Resources.ResourceValidation.LongestWord)
        {
            errors.Add(new("team", "required"));
        }
        else if (!scope.Manages(owner))
        {
            errors.Add(new("team", "not_managed"));
        }

        if (errors.Count > 0)
        {
            return new ScanInvalid(errors);
        }

        if (await context.Set<NetworkScan>().CountAsync(scan => scan.State == ScanState.Waiting || scan.State == ScanState.Running, cancellationToken) >= MostRunning)
        {
            return new ScanInvalid([new("range", "busy", $"{MostRunning}")]);
        }

        var started = NetworkScan.Create(network, numbers, owner, actor.Name, time.GetUtcNow());
        context.Add(started);
        audit.Add(context, actor, new("scan.started", "scan", started.Id.ToString())
        {
            Details = new Dictionary<string, string> { ["range"] = started.Range, ["ports"] = string.Join(", ", numbers), ["team"] = owner },
        });
        await context.SaveChangesAsync(cancellationToken);
        return started;
    }

    public async Task<Outcome<Done>> CancelAsync(Guid id, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<NetworkScan>().In(scope).SingleOrDefaultAsync(scan => scan.Id == id, cancellationToken) is not { } scan)
        {
            return new ScanNotFound();
        }

        if (scan.Cancel(time.GetUtcNow()))
        {
            audit.Add(context, actor, new("scan.cancelled", "scan", id.ToString()) { Details = new Dictionary<string, string> { ["range"] = scan.Range } });
            await context.SaveChangesAsync(cancellationToken);
        }

        return Done.Value;
    }

    /// <summary>Distinct ports, or null if that is not what it is.</summary>
    internal static IReadOnlyList<int>? Ports(string? text)
    {
        var ports = new SortedSet<int>();
        foreach (var part in (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            {
                return null;
            }

            ports.Add(port);
        }

        return ports.Count is > 0 and <= MostPorts ? [.. ports] : null;
    }
}

/// <summary>Scans that a scope sees: of its teams.</summary>
internal static class ScanVisibility
{
    public static IQueryable<NetworkScan> In(this IQueryable<NetworkScan> scans, Scope scope) => scope.IsAll ? scans : scans.Where(scan => scope.ManagedTeams.Contains(scan.Team));
}

/// <summary>There is no such scan.</summary>
internal sealed record ScanNotFound() : NotFoundFailure("scan.not_found", "There is no such scan, or it is another team's.");

/// <summary>Fields that are wrong.</summary>
internal sealed record ScanInvalid(IReadOnlyList<InvalidField> Wrong) : InvalidFields(Wrong, Text)
{
    private static string Text(string code) => code switch
    {
        "range" => "Give a range such as 10.0.0.0/24, beginning at its first address.",
        "too_large" => "At most {0} addresses in one scan; split the range.",
        "not_allowed" => "This range is not inside one that an administrator allowed under Settings, Networks.",
        "ports" => "Give 1 to {0} ports, separated by commas.",
        "required" => "It is required.",
        "not_managed" => "You do not manage this team.",
        "busy" => "{0} scans are under way; wait for one to end.",
        _ => "It is not valid.",
    };
}
