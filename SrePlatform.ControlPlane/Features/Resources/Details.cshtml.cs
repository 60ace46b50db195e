using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
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
    SreDbContext context, ResourceHealthBoard board, ResourceAlerts alerts, DeleteResource delete, ScrapeInterval interval, IAuthorizationService authorization, Texts texts) : PageModel
{
    public Resource Resource { get; private set; } = null!;

    public ResourceHealth Health { get; private set; } = null!;

    public MetricsFailure? Unavailable { get; private set; }

    public IReadOnlyList<ResourceAlert> Alerts { get; private set; } = [];

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

    /// <summary>Why the health is what it is, in one sentence.</summary>
    public string Why() => texts[
        $"resources.why.{Shared.Tone.Word(Health.Reason)}",
        ("address", $"{Resource.Address}{Resource.MetricsPath}"),
        ("reason", Unavailable?.Detail)];

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
