using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Export;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>The list of incidents: filters in the address, newest first, told of new ones without moving rows.</summary>
internal sealed class IndexModel(ReadIncidents incidents, AssignableUsers users, IAuthorizationService authorization, TimeProvider time, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Severity { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Priority { get; set; }

    /// <summary>A name; <c>me</c> for whoever asks, <c>none</c> for nobody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Assignee { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Tag { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

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

    public bool IsFiltered => !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Severity) || !string.IsNullOrEmpty(Service) || !string.IsNullOrEmpty(Q)
        || !string.IsNullOrEmpty(Priority) || !string.IsNullOrEmpty(Assignee) || !string.IsNullOrEmpty(Tag);

    public BulkResult? Bulk { get; private set; }

    public bool MayOperate { get; private set; }

    public IReadOnlyList<string> Users { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return this.PageOrFragment("_List");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        MayOperate = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        Users = MayOperate ? await users.ListAsync(cancellationToken) : [];
        AsOf = time.GetUtcNow();
        var scope = HttpContext.Scope();
        var filter = Filter(out var page);
        Rows = await incidents.ListAsync(scope, filter, page, cancellationToken);
        // Two queries give all the numbers of the page: those of everything that is open, and those of the filters but for state and severity.
        var open = await incidents.CountByStateAsync(scope, new IncidentFilter { Open = true }, cancellationToken);
        (Open, OpenCritical) = (open.Sum(count => count.Count), open.Where(count => count.Severity is IncidentSeverity.Critical).Sum(count => count.Count));
        var all = await incidents.CountByStateAsync(scope, filter with { State = null, Open = null, Severity = null }, cancellationToken);
        Counts["state:open"] = Sum(count => HasSeverity(count) && count.State is not (IncidentState.Resolved or IncidentState.Closed));
        Counts["state:all"] = Sum(HasSeverity);
        foreach (var state in Enum.GetValues<IncidentState>())
        {
            Counts[$"state:{state}"] = Sum(count => HasSeverity(count) && count.State == state);
        }

        foreach (var severity in Enum.GetValues<IncidentSeverity>())
        {
            Counts[$"severity:{severity}"] = Sum(count => HasState(count) && count.Severity == severity);
        }

        Counted = Sum(count => HasState(count) && HasSeverity(count));

        int Sum(Func<IncidentCount, bool> counted) => all.Where(counted).Sum(count => count.Count);

        bool HasSeverity(IncidentCount count) => filter.Severity is null || filter.Severity == count.Severity;

        bool HasState(IncidentCount count) => filter.State is { } state ? count.State == state : filter.Open is not true || count.State is not (IncidentState.Resolved or IncidentState.Closed);
    }

    /// <summary>How many new ones there are since the page was made.</summary>
    public async Task<IActionResult> OnGetFreshAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        AsOf = since;
        Fresh = await incidents.CountAsync(HttpContext.Scope(), Filter(out _) with { Since = since }, cancellationToken);
        return Partial("_Fresh", this);
    }

    public IActionResult OnGetExport(CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        var filter = Filter(out _);
        var rows = Csv.PartsAsync(page => incidents.ListAsync(scope, filter, page, cancellationToken), cancellationToken).Select(row => new object?[]
        {
            row.Reference, row.Title, row.Severity, row.Priority.ToString(), row.State, string.Join(' ', row.Services), string.Join(", ", row.Tags), row.StartedAt, row.OpenedAt,
            row.AcknowledgedAt, row.AcknowledgedBy, row.ResolvedAt, row.ResolvedBy, row.Assignee, row.AlertIds.Count,
        });
        return new CsvFile(
            "incidents.csv",
            ["number", "title", "severity", "priority", "state", "services", "tags", "started_at", "opened_at", "acknowledged_at", "acknowledged_by", "resolved_at", "resolved_by", "assignee", "alerts"],
            rows);
    }

    /// <summary>One action for the chosen rows; the answer says what became of each.</summary>
    public async Task<IActionResult> OnPostBulkAsync(string? action, string[]? chosen, string? value, string? reason, [FromServices] ChangeManyIncidents many, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        if (read.Choice<BulkAction>("action", action) is not { } asked)
        {
            Response.Says(texts["incidents.bulk.choose_action"], isFailure: true);
            return Partial("_Bulk", this);
        }

        var outcome = await many.RunAsync(new BulkChange(asked, chosen ?? [], IncidentText.Clean(value), IncidentText.Clean(reason)), Actor.From(User), HttpContext.Scope(), cancellationToken);
        Bulk = outcome.Value;
        if (outcome.Failure is { } failure)
        {
            Response.Says(texts.Say(failure), isFailure: true);
        }
        else
        {
            Response.Headers["HX-Trigger-After-Swap"] = "changed-many";
        }

        if (Request.WantsFragment())
        {
            return Partial("_Bulk", this);
        }

        await LoadAsync(cancellationToken);
        return Page();
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
            Priority = read.Choice<IncidentPriority>("priority", Priority),
            Assignee = Assignee switch { null or "" => null, "none" => "", "me" => Actor.From(User).Name, var name => read.Text("assignee", name) },
            Tag = read.Text("tag", Tag),
            Sort = read.Choice<IncidentSort>("sort", Sort) ?? IncidentSort.Newest,
            Service = read.Text("service", Service),
            Search = read.Text("q", Q),
        };
    }

    public string Sentence => Open == 0 ? texts["incidents.state.none"] : texts.Count("incidents.state", Open, ("critical", OpenCritical));
}
