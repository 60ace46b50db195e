using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Export;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>The list of incidents: filters in the address, newest first, told of new ones without moving rows.</summary>
internal sealed class IndexModel(ReadIncidents incidents, Texts texts) : PageModel
{
    private const int MostExported = 10_000;

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Severity { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<IncidentView> Rows { get; private set; } = new([], null);

    public int Open { get; private set; }

    public int OpenCritical { get; private set; }

    public int Counted { get; private set; }

    /// <summary>How many are in each state, or severity, with the other filters as they are.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    /// <summary>Incidents opened after this moment are new to this page.</summary>
    public DateTimeOffset AsOf { get; private set; }

    public int Fresh { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Severity) || !string.IsNullOrEmpty(Service) || !string.IsNullOrEmpty(Q);

    public async Task<IActionResult> OnGetAsync([FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        AsOf = time.GetUtcNow();
        var scope = HttpContext.Scope();
        var filter = Filter(out var page);
        Rows = await incidents.ListAsync(scope, filter, page, cancellationToken);
        Counted = await incidents.CountAsync(scope, filter, cancellationToken);
        Open = await incidents.CountAsync(scope, new IncidentFilter { Open = true }, cancellationToken);
        OpenCritical = await incidents.CountAsync(scope, new IncidentFilter { Open = true, Severity = IncidentSeverity.Critical }, cancellationToken);
        var anyState = filter with { State = null, Open = null };
        Counts["state:open"] = await incidents.CountAsync(scope, anyState with { Open = true }, cancellationToken);
        Counts["state:all"] = await incidents.CountAsync(scope, anyState, cancellationToken);
        foreach (var state in Enum.GetValues<IncidentState>())
        {
            Counts[$"state:{state}"] = await incidents.CountAsync(scope, anyState with { State = state }, cancellationToken);
        }

        foreach (var severity in Enum.GetValues<IncidentSeverity>())
        {
            Counts[$"severity:{severity}"] = await incidents.CountAsync(scope, filter with { Severity = severity }, cancellationToken);
        }

        return this.PageOrFragment("_List");
    }

    /// <summary>How many new ones there are since the page was made.</summary>
    public async Task<IActionResult> OnGetFreshAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        AsOf = since;
        Fresh = await incidents.CountAsync(HttpContext.Scope(), Filter(out _) with { Since = since }, cancellationToken);
        return Partial("_Fresh", this);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellationToken)
    {
        var csv = new Csv(["number", "title", "severity", "priority", "state", "services", "started_at", "opened_at", "acknowledged_at", "acknowledged_by", "resolved_at", "resolved_by", "assignee", "alerts"]);
        var filter = Filter(out _);
        string? cursor = null;
        for (var count = 0; count < MostExported; count += PageRequest.MaxLimit)
        {
            var part = await incidents.ListAsync(HttpContext.Scope(), filter, new QueryReader().Page($"{PageRequest.MaxLimit}", cursor), cancellationToken);
            foreach (var row in part.Items)
            {
                csv.Add(row.Reference, row.Title, row.Severity, row.Priority, row.State, string.Join(' ', row.Services), row.StartedAt, row.OpenedAt,
                    row.AcknowledgedAt, row.AcknowledgedBy, row.ResolvedAt, row.ResolvedBy, row.Assignee, row.AlertIds.Count);
            }

            if ((cursor = part.NextCursor) is null)
            {
                break;
            }
        }

        return csv.ToFile("incidents.csv");
    }

    /// <summary>What the address asks for; what it asks for wrongly is left out, since a link may be old.</summary>
    private IncidentFilter Filter(out PageRequest page)
    {
        var read = new QueryReader();
        page = read.Page(null, Cursor);
        return new IncidentFilter
        {
            State = State is "all" ? null : read.Choice<IncidentState>("state", State),
            Open = string.IsNullOrEmpty(State) ? true : null,
            Severity = read.Choice<IncidentSeverity>("severity", Severity),
            Service = read.Text("service", Service),
            Search = read.Text("q", Q),
        };
    }

    public string Sentence => Open == 0 ? texts["incidents.state.none"] : texts.Count("incidents.state", Open, ("critical", OpenCritical));
}
