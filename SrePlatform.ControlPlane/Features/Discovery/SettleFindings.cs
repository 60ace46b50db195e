using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Checks;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Discovery;

internal enum FindingAction
{
    Adopt,
    Ignore,

    /// <summary>Proposes again what was ignored.</summary>
    Propose,
}

/// <summary>How it ended for one host.</summary>
internal sealed record SettledFinding(Guid Id, string Address, Guid? ResourceId, Failure? Failure);

/// <summary>Makes resources of what a scan found, or has it left alone; each host by itself.</summary>
internal sealed class SettleFindings(SreDbContext context, CreateResource create, SaveCheck checks, AuditLog audit)
{
    private const int MostItems = 200;

    public async Task<Outcome<IReadOnlyList<SettledFinding>>> RunAsync(Guid scanId, IReadOnlyList<Guid> ids, FindingAction action, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (ids.Count is 0 or > MostItems)
        {
            return new ValidationFailure("chosen", $"Choose 1 to {MostItems} hosts.");
        }

        if (await context.Set<NetworkScan>().AsNoTracking().In(scope).SingleOrDefaultAsync(known => known.Id == scanId, cancellationToken) is not { } scan)
        {
            return new ScanNotFound();
        }

        var settled = new List<SettledFinding>();
        foreach (var id in ids.Distinct())
        {
            context.ChangeTracker.Clear();
            if (await context.Set<ScanFinding>().SingleOrDefaultAsync(finding => finding.Id == id && finding.ScanId == scanId, cancellationToken) is { } finding)
            {
                settled.Add(action is FindingAction.Adopt ? await AdoptAsync(finding, scan, actor, scope, cancellationToken) : await LeaveAsync(finding, scan, action, actor, cancellationToken));
            }
        }

        return settled;
    }

    private async Task<SettledFinding> AdoptAsync(ScanFinding finding, NetworkScan scan, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (finding.State is FindingState.Adopted or FindingState.Known)
        {
            return new(finding.Id, finding.Address, finding.ResourceId, new ConflictFailure("finding.known", "It is a resource already."));
        }

        var draft = new ResourceDraft { Name = finding.Name ?? finding.Address, Kind = finding.Kind, Team = scan.Team, Address = FindingGuess.Exporter(finding.Address, finding.Ports) };
        var outcome = await create.RunAsync(draft, actor, scope, cancellationToken);
        if (!outcome.TryGet(out var resource, out var failure))
        {
            return new(finding.Id, finding.Address, null, failure);
        }

        finding.Adopt(resource.Id);
        await context.SaveChangesAsync(cancellationToken);
        // A port that answered is asked again from now on, so that its health is known at once.
        var port = finding.Ports[0];
        await checks.CreateAsync(resource.Id, new() { Name = $"port {port}", Kind = CheckKind.Tcp, Target = FindingGuess.HostPort(finding.Address, port) }, actor, scope, cancellationToken);
        return new(finding.Id, finding.Address, resource.Id, null);
    }

    private async Task<SettledFinding> LeaveAsync(ScanFinding finding, NetworkScan scan, FindingAction action, Actor actor, CancellationToken cancellationToken)
    {
        if (finding.State is FindingState.Adopted or FindingState.Known)
        {
            return new(finding.Id, finding.Address, finding.ResourceId, new ConflictFailure("finding.known", "It is a resource already."));
        }

        if (action is FindingAction.Ignore)
        {
            finding.Ignore();
        }
        else
        {
            finding.Propose();
        }

        audit.Add(context, actor, new(action is FindingAction.Ignore ? "scan.ignored" : "scan.proposed", "scan", scan.Id.ToString()) { Details = new Dictionary<string, string> { ["address"] = finding.Address } });
        await context.SaveChangesAsync(cancellationToken);
        return new(finding.Id, finding.Address, null, null);
    }
}
