using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>What the Assistant did: runs, what they cost, and what people thought of them.</summary>
internal sealed class IndexModel(ReadRuns runs, RunTitles titles, AskChoices choices, TimeProvider time) : PageModel
{
    private const int Days = 14;

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary>Null where only the list is asked for.</summary>
    public AskView? Ask { get; private set; }

    public RunFilter Filter { get; private set; } = new(null, null, null, null);

    public Page<RunRow> Rows { get; private set; } = new([], null);

    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Why there is nothing to show; null if there is.</summary>
    public string? Unavailable { get; private set; }

    public IReadOnlyList<TotalRow> ByDay { get; private set; } = [];

    public IReadOnlyList<TotalRow> ByFlow { get; private set; } = [];

    public IReadOnlyList<TotalRow> ByTool { get; private set; } = [];

    public IReadOnlyList<TotalRow> ByModel { get; private set; } = [];

    public IReadOnlyList<GradeCount> Grades { get; private set; } = [];

    public long Graded => Grades.Sum(grade => grade.Count);

    public long Runs => ByDay.Sum(day => day.Runs);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        Ask = Request.WantsFragment()
            ? null
            : await choices.ReadAsync(HttpContext, AskForm.Diagnose, AskModel.Filled(null, null, null, null, null), new Dictionary<string, string>(), cancellationToken);
        Filter = new(Known(RunFilter.Flows, "flow"), Known(RunFilter.Statuses, "status"), Known(RunFilter.Verdicts, "verdict"), Known(Diagnosis.GradeDiagnosis.Grades, "grade"));
        var page = reader.Page(null, Cursor);
        var scope = HttpContext.Scope();
        var found = await runs.ListAsync(scope, Filter, page, cancellationToken);
        if (found.Failure is { } failure)
        {
            Unavailable = failure.Detail;
            return this.PageOrFragment("_List");
        }

        Titles = await titles.ReadAsync(found.Value!, cancellationToken);
        Rows = page.Cut(found.Value!, run => new Keyset(run.CreatedAt, run.SessionId));
        if (!Request.WantsFragment())
        {
            var since = time.GetUtcNow().AddDays(-Days);
            ByDay = await runs.TotalsAsync(scope, "day", since, cancellationToken);
            ByFlow = await runs.TotalsAsync(scope, "flow", since, cancellationToken);
            ByTool = await runs.SpanTotalsAsync(scope, "tool", since, cancellationToken);
            ByModel = await runs.SpanTotalsAsync(scope, "model", since, cancellationToken);
            Grades = await runs.GradesAsync(scope, cancellationToken);
        }

        return this.PageOrFragment("_List");
    }

    private string? Known(string[] words, string name) => words.FirstOrDefault(word => word == Request.Query[name]);
}
