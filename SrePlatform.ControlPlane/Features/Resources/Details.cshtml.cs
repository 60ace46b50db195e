using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Resources.Labels;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>One resource: how it is, why, and its live charts.</summary>
internal sealed class DetailsModel(
    SreDbContext context, ResourceHealthBoard board, ResourceAlerts alerts, ReadLabelRules labels, IEnumerable<IResourcePart> parts, DeleteResource delete, RetireResource retire, ScrapeInterval interval,
    IAuthorizationService authorization, IOptions<ResourceOptions> options, Texts texts) : PageModel
{
    public Resource Resource { get; private set; } = null!;

    public ResourceHealth Health { get; private set; } = null!;

    public MetricsFailure? Unavailable { get; private set; }

    public IReadOnlyList<ResourceAlert> Alerts { get; private set; } = [];

    /// <summary>Rules about labels that it breaks.</summary>
    public IReadOnlyList<LabelViolation> Violations { get; private set; } = [];

    /// <summary>What other features show about it.</summary>
    public IReadOnlyList<(string View, object Model)> Parts { get; private set; } = [];

    /// <summary>It is to be read through an SNMP exporter, and there is none.</summary>
    public bool LacksExporter => Resource.SnmpModule is not null && options.Value.SnmpExporter is null;

    public ChartRange Range { get; private set; } = ChartRange.Default;

    public bool MayManage { get; private set; }

    public int RefreshSeconds => (int)Math.Clamp(interval.Value.TotalSeconds, 2, 30);

    public async Task<IActionResult> OnGetAsync(Guid id, string? range, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Range = ChartRange.Find(range) ?? ChartRange.Default;
        if (!Request.WantsFragment())
        {
            await LoadPartsAsync(cancellationToken);
        }

        return this.PageOrFragment("_Status");
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var outcome = await delete.RunAsync(id, version, Actor.From(User), HttpContext.Scope(), cancellationToken);
        return outcome.TryGet(out _, out var failure)
            ? this.Done("/resources", texts["resources.deleted"])
            : failure switch
            {
                NotFoundFailure => NotFound(),
                ForbiddenFailure => Forbid(),
                _ => this.Done($"/resources/{id}", texts["resources.changed_meanwhile"]),
            };
    }

    public Task<IActionResult> OnPostRetireAsync(Guid id, uint version, CancellationToken cancellationToken) => ChangeAsync(id, version, retired: true, cancellationToken);

    public Task<IActionResult> OnPostRestoreAsync(Guid id, uint version, CancellationToken cancellationToken) => ChangeAsync(id, version, retired: false, cancellationToken);

    /// <summary>Why the health is what it is, in one sentence.</summary>
    public string Why() => texts[
        $"resources.why.{Shared.Tone.Word(Health.Reason)}",
        ("address", $"{Resource.Address}{Resource.MetricsPath}"),
        ("reason", Unavailable?.Detail),
        ("what", Health.What)];

    private async Task<IActionResult> ChangeAsync(Guid id, uint version, bool retired, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var outcome = await retire.RunAsync(id, version, retired, Actor.From(User), HttpContext.Scope(), cancellationToken);
        return outcome.TryGet(out _, out var failure)
            ? this.Done($"/resources/{id}", texts[retired ? "resources.retired_now" : "resources.restored_now"])
            : failure switch
            {
                NotFoundFailure => NotFound(),
                ForbiddenFailure => Forbid(),
                _ => this.Done($"/resources/{id}", texts["resources.changed_meanwhile"]),
            };
    }

    private async Task LoadPartsAsync(CancellationToken cancellationToken)
    {
        Violations = [.. (await labels.OfAsync([Resource.Id], cancellationToken))[Resource.Id]];
        var shown = new List<(string, object)>();
        foreach (var part in parts.OrderBy(part => part.Order))
        {
            if (await part.LoadAsync(Resource, HttpContext.Scope(), MayManage, cancellationToken) is { } model)
            {
                shown.Add((part.View, model));
            }
        }

        Parts = shown;
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await context.FindResourceAsync(id, HttpContext.Scope(), cancellationToken) is not { } resource)
        {
            return false;
        }

        Resource = resource;
        var snapshot = await board.GetAsync(cancellationToken);
        Health = snapshot.Of(resource);
        Unavailable = snapshot.Unavailable;
        Alerts = await alerts.ListAsync(HttpContext.Scope(), resource, cancellationToken);
        MayManage = HttpContext.Scope().Manages(resource.Team) && (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        return true;
    }
}
