using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Services;

/// <summary>The life of one service: what runs where, what was deployed and taken back, who owns it, what it depends on.</summary>
internal sealed class DetailsModel(SreDbContext context, ReadServices services, ListDeployments deployments, ResourceHealthBoard board, ReadImpact impact, TimeProvider time) : PageModel
{
    private const int LongestName = 128;
    private const int MostResources = 50;
    private const int RecordDays = 30;

    public string Service { get; private set; } = "";

    public IReadOnlyList<Resource> Resources { get; private set; } = [];

    public int ResourceCount { get; private set; }

    public int Retired { get; private set; }

    public HealthSnapshot Health { get; private set; } = null!;

    public IReadOnlyList<RunningVersion> Versions { get; private set; } = [];

    public IReadOnlyList<Deployment> Deployments { get; private set; } = [];

    public DeploymentRecord Record { get; private set; } = null!;

    public Impact Impact { get; private set; } = null!;

    public IEnumerable<string> Teams => Resources.Select(resource => resource.Team).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(string service, CancellationToken cancellationToken)
    {
        if (service.Length > LongestName || service.Contains('\0', StringComparison.Ordinal))
        {
            return NotFound();
        }

        var scope = HttpContext.Scope();
        Service = service;
        var all = context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.Service == service);
        ResourceCount = await all.CountAsync(resource => resource.RetiredAt == null, cancellationToken);
        Retired = await all.CountAsync(resource => resource.RetiredAt != null, cancellationToken);
        Resources = await all.OrderBy(resource => resource.RetiredAt != null).ThenBy(resource => resource.Name).Take(MostResources).ToListAsync(cancellationToken);
        Versions = await services.VersionsAsync(scope, [service], cancellationToken);
        Impact = await impact.RunAsync(service, scope, cancellationToken);
        if (Resources.Count == 0 && Versions.Count == 0 && Impact.IsEmpty)
        {
            return NotFound();
        }

        Health = await board.GetAsync(cancellationToken);
        Deployments = (await deployments.RunAsync(scope, new(service, null, null, null, null), new PageRequest(20, null), cancellationToken)).Items;
        Record = await services.RecordAsync(scope, service, time.GetUtcNow().AddDays(-RecordDays), cancellationToken);
        return Page();
    }
}
