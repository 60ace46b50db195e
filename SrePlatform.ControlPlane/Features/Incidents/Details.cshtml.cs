using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Panel;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>The incident page: what, since when, who; the diagnosis with its evidence; the timeline. Its parts are answered alone when HTMX asks.</summary>
internal sealed class DetailsModel(
    ReadIncidents incidents, ListAlerts alerts, ReadDiagnoses diagnoses, LoadDiagnosisPanel panels, RelatedIncidents related, AssignableUsers users, SreDbContext context,
    IAuthorizationService authorization, Texts texts) : PageModel
{
    private static readonly TimeSpan Nearby = TimeSpan.FromHours(1);

    public IncidentView Incident { get; private set; } = null!;

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public IReadOnlyList<AlertView> Alerts { get; private set; } = [];

    public IReadOnlyList<Deployment> Deployments { get; private set; } = [];

    public DiagnosisPanel Panel { get; private set; } = new(PanelState.None);

    public IReadOnlyList<RelatedIncident> Related { get; private set; } = [];

    /// <summary>Who it can be given to.</summary>
    public IReadOnlyList<string> Users { get; private set; } = [];

    /// <summary>The incident that has its alerts now, if it was merged.</summary>
    public string? MergedInto { get; private set; }

    public bool MayOperate { get; private set; }

    /// <summary>The diagnosis that was asked for, when it is not simply the latest.</summary>
    public Guid? PinnedSession { get; private set; }

    public Guid? LatestDiagnosis { get; private set; }

    public int Firing => Alerts.Count(alert => alert.Status == AlertStatus.Firing);

    /// <summary>The incident, or one part of it: <c>head</c> with timeline and alerts, or <c>diagnosis</c>.</summary>
    public async Task<IActionResult> OnGetAsync(string reference, Guid? session, string? part, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        if (Request.WantsFragment() && part == "head")
        {
            return Partial("_Live", this);
        }

        PinnedSession = session;
        Panel = await panels.OfIncidentAsync(HttpContext.Scope(), Incident.Id, session, cancellationToken);
        return Request.WantsFragment() && part == "diagnosis" ? Partial("_DiagnosisPart", this) : Page();
    }

    public Task<IActionResult> OnPostAcknowledgeAsync(string reference, uint? version, [FromServices] AcknowledgeIncident acknowledge, CancellationToken cancellationToken) =>
        ChangeAsync(reference, version, "acknowledged", async target => (await acknowledge.RunAsync(target, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostStartAsync(string reference, uint? version, [FromServices] StartIncidentWork start, CancellationToken cancellationToken) =>
        ChangeAsync(reference, version, "work_started", async target => (await start.RunAsync(target, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostResolveAsync(string reference, uint? version, string? note, [FromServices] ResolveIncident resolve, CancellationToken cancellationToken) =>
        ChangeAsync(reference, version, "resolved", async target => (await resolve.RunAsync(target, note, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostReopenAsync(string reference, uint? version, string? note, [FromServices] ReopenIncident reopen, CancellationToken cancellationToken) =>
        ChangeAsync(reference, version, "reopened", async target => (await reopen.RunAsync(target, note, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostCloseAsync(string reference, uint? version, [FromServices] CloseIncident close, CancellationToken cancellationToken) =>
        ChangeAsync(reference, version, "closed", async target => (await close.RunAsync(target, cancellationToken)).Failure, cancellationToken);

    /// <summary>The button's name, when it was the button for oneself, comes after the empty field.</summary>
    public Task<IActionResult> OnPostAssignAsync(string reference, uint? version, string[]? assignee, [FromServices] AssignIncident assign, CancellationToken cancellationToken) =>
        ChangeAsync(reference, version, "assigned", async target => (await assign.RunAsync(target, assignee?.LastOrDefault(), cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostNoteAsync(string reference, string? text, [FromServices] AddIncidentNote note, CancellationToken cancellationToken) =>
        ChangeAsync(reference, null, "note", async target => (await note.RunAsync(target, text, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostDiagnoseAsync(string reference, Guid key, [FromServices] DiagnoseIncident diagnose, CancellationToken cancellationToken) =>
        ChangeAsync(reference, null, "diagnosis", async target => (await diagnose.RunAsync(target, $"page:{key}", cancellationToken)).Failure, cancellationToken);

    private async Task<IActionResult> ChangeAsync(string reference, uint? version, string done, Func<IncidentTarget, Task<Failure?>> change, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded)
        {
            return Forbid();
        }

        if (await incidents.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } incident)
        {
            return NotFound();
        }

        var failure = await change(new IncidentTarget(incident.Id, version, Actor.From(User), HttpContext.Scope()));
        var says = failure is null ? texts[$"incidents.said.{done}", ("reference", incident.Reference)] : texts.Say(failure);
        if (!Request.WantsFragment())
        {
            TempData[HtmxPages.SaysKey] = says;
            return Redirect($"/incidents/{incident.Reference}");
        }

        Response.Says(says, failure is not null);
        await LoadAsync(reference, cancellationToken);
        return Partial("_Live", this);
    }

    private async Task<bool> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } incident)
        {
            return false;
        }

        Incident = incident;
        MayOperate = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        Users = MayOperate ? await users.ListAsync(cancellationToken) : [];
        Related = await related.RunAsync(HttpContext.Scope(), incident, cancellationToken);
        MergedInto = incident.MergedInto is { } into ? Related.FirstOrDefault(other => other.Id == into)?.Reference : null;
        LatestDiagnosis = (await diagnoses.LatestAsync(HttpContext.Scope(), incident.Id, cancellationToken))?.Id;
        Timeline = await incidents.TimelineAsync(incident.Id, cancellationToken);
        Alerts = (await alerts.RunAsync(HttpContext.Scope(), new AlertFilter { IncidentId = incident.Id }, new PageRequest(PageRequest.MaxLimit, null), cancellationToken)).Items;
        var (from, to) = (incident.StartedAt - Nearby, incident.StartedAt + Nearby);
        Deployments = await context.Set<Deployment>().AsNoTracking().In(HttpContext.Scope(), context)
            .Where(row => row.DeployedAt >= from && row.DeployedAt < to && incident.Services.Contains(row.Service))
            .OrderByDescending(row => row.DeployedAt).Take(20).ToListAsync(cancellationToken);
        return true;
    }
}
