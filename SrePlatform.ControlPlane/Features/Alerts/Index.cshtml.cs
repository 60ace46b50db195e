using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Export;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>The list of alerts: one row per episode.</summary>
internal sealed class IndexModel(ListAlerts alerts, SreDbContext context, IAuthorizationService authorization) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Severity { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Incident { get; set; }

    /// <summary><c>true</c>: only what is held back.</summary>
    [BindProperty(SupportsGet = true, Name = "suppressed")]
    public string? OnlySuppressed { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<AlertView> Rows { get; private set; } = new([], null);

    public int Firing { get; private set; }

    public int Suppressed { get; private set; }

    public bool MayOperate { get; private set; }

    public int Unmapped { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Severity) || !string.IsNullOrEmpty(Service) || !string.IsNullOrEmpty(Incident) || !string.IsNullOrEmpty(OnlySuppressed);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        Rows = await alerts.RunAsync(scope, Filter(out var page), page, cancellationToken);
        Firing = await context.Set<Alert>().In(scope, context).CountAsync(alert => alert.Status == AlertStatus.Firing, cancellationToken);
        Unmapped = await context.Set<Alert>().In(scope, context).CountAsync(alert => alert.Status == AlertStatus.Firing && alert.Mapping == AlertMapping.Unmapped, cancellationToken);
        Suppressed = await context.Set<Alert>().In(scope, context).CountAsync(alert => alert.Status == AlertStatus.Firing && alert.Suppression != null, cancellationToken);
        MayOperate = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        return this.PageOrFragment("_List");
    }

    public IActionResult OnGetExport(CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        var filter = Filter(out _);
        var rows = Csv.PartsAsync(page => alerts.RunAsync(scope, filter, page, cancellationToken), cancellationToken).Select(row => new object?[]
        {
            row.Rule, row.Status, row.Severity, row.Service, row.Resource, row.Team, row.Env, row.StartsAt, row.EndsAt, row.Source,
            row.Annotations.GetValueOrDefault("summary"), row.IncidentId?.ToString(),
        });
        return new CsvFile(
            "alerts.csv", ["rule", "status", "severity", "service", "resource", "team", "env", "starts_at", "ends_at", "source", "summary", "incident_id"], rows);
    }

    private AlertFilter Filter(out PageRequest page)
    {
        var read = new QueryReader();
        page = read.Page(null, Cursor);
        return new AlertFilter
        {
            Status = read.Choice<AlertStatus>("status", Status),
            Severity = read.Choice<AlertSeverity>("severity", Severity),
            Service = read.Text("service", Service),
            IncidentId = read.Id("incident", Incident),
            Suppressed = read.Flag("suppressed", OnlySuppressed),
        };
    }
}
