using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Where grouping is put right by hand: merge an incident into another, split alerts off, or link two.</summary>
[Authorize(Policies.Operate)]
internal sealed class RearrangeModel(ReadIncidents incidents, ListAlerts alerts, MergeIncidents merge, SplitIncident split, LinkIncidents links, Texts texts) : PageModel
{
    public IncidentView Incident { get; private set; } = null!;

    public IReadOnlyList<AlertView> Alerts { get; private set; } = [];

    /// <summary>Open incidents that it could go into.</summary>
    public IReadOnlyList<IncidentView> Others { get; private set; } = [];

    public string? Problem { get; private set; }

    public IReadOnlyList<Guid> Chosen { get; private set; } = [];

    [BindProperty]
    public string? Other { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? NewTitle { get; set; }

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken) =>
        await LoadAsync(reference, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostMergeAsync(string reference, uint? version, CancellationToken cancellationToken) => PairAsync(
        reference, version, (target, other) => merge.RunAsync(target, other.Id, Reason, cancellationToken), other => ($"/incidents/{other.Reference}", "merged"), cancellationToken);

    public Task<IActionResult> OnPostLinkAsync(string reference, CancellationToken cancellationToken) => PairAsync(
        reference, null, (target, other) => links.LinkAsync(target, other.Id, cancellationToken), _ => ($"/incidents/{Incident.Reference}", "linked"), cancellationToken);

    public Task<IActionResult> OnPostUnlinkAsync(string reference, CancellationToken cancellationToken) => PairAsync(
        reference, null, (target, other) => links.UnlinkAsync(target, other.Id, cancellationToken), _ => ($"/incidents/{Incident.Reference}", "unlinked"), cancellationToken);

    public async Task<IActionResult> OnPostSplitAsync(string reference, uint? version, Guid[]? chosen, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        Chosen = chosen ?? [];
        var target = new IncidentTarget(Incident.Id, version, Actor.From(User), HttpContext.Scope());
        return (await split.RunAsync(target, [.. Chosen], NewTitle, Reason, cancellationToken)).TryGet(out var made, out var failure)
            ? this.Done($"/incidents/{made.Reference}", texts["incidents.said.split", ("reference", made.Reference), ("from", Incident.Reference)])
            : await AgainAsync(reference, failure, cancellationToken);
    }

    private async Task<IActionResult> PairAsync(
        string reference, uint? version, Func<IncidentTarget, IncidentView, Task<Outcome<Incident>>> change, Func<IncidentView, (string Address, string Said)> done,
        CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        if (await incidents.FindAsync(HttpContext.Scope(), Other?.Trim() ?? "", cancellationToken) is not { } other)
        {
            return await AgainAsync(reference, new ValidationFailure("other", texts["incidents.rearrange.no_other"]), cancellationToken);
        }

        var outcome = await change(new IncidentTarget(Incident.Id, version, Actor.From(User), HttpContext.Scope()), other);
        if (outcome.Failure is { } failure)
        {
            return await AgainAsync(reference, failure, cancellationToken);
        }

        var (address, said) = done(other);
        return this.Done(address, texts[$"incidents.said.{said}", ("reference", Incident.Reference), ("other", other.Reference)]);
    }

    private async Task<IActionResult> AgainAsync(string reference, Failure failure, CancellationToken cancellationToken)
    {
        await LoadAsync(reference, cancellationToken);
        Problem = failure is CannotMerge or CannotSplit ? texts[$"failure.{failure.Code}"] : texts.Say(failure);
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private async Task<bool> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } found)
        {
            return false;
        }

        Incident = found;
        Alerts = (await alerts.RunAsync(HttpContext.Scope(), new AlertFilter { IncidentId = found.Id }, new PageRequest(PageRequest.MaxLimit, null), cancellationToken)).Items;
        var open = await incidents.ListAsync(HttpContext.Scope(), new IncidentFilter { Open = true, Sort = IncidentSort.Updated }, new PageRequest(PageRequest.DefaultLimit, null), cancellationToken);
        Others = [.. open.Items.Where(other => other.Id != found.Id)];
        return true;
    }
}
