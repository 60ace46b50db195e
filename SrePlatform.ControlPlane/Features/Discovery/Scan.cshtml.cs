using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>How far a scan is, who answered, and what is to become of them.</summary>
[Authorize(Policies.Manage)]
internal sealed class ScanModel(SreDbContext context, StartScan start, SettleFindings settle, Texts texts) : PageModel
{
    public NetworkScan Scan { get; private set; } = null!;

    public Page<ScanFinding> Findings { get; private set; } = new([], null);

    public IReadOnlyDictionary<FindingState, int> Counts { get; private set; } = new Dictionary<FindingState, int>();

    public FindingState? State { get; private set; }

    public string? Cursor { get; private set; }

    /// <summary>How the last choice ended, for each host.</summary>
    public IReadOnlyList<SettledFinding> Settled { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await ShowAsync(id, cancellationToken);

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] List<Guid> chosen, [FromForm] string? does, CancellationToken cancellationToken)
    {
        var action = Enum.GetValues<FindingAction>().Cast<FindingAction?>().FirstOrDefault(known => Tone.Word(known) == does);
        var outcome = await settle.RunAsync(id, chosen, action ?? FindingAction.Ignore, Actor.From(User), HttpContext.Scope(), cancellationToken);
        if (action is null || !outcome.TryGet(out var settled, out var failure))
        {
            if (outcome.Failure is NotFoundFailure)
            {
                return NotFound();
            }

            Problem = texts["discovery.choose"];
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else
        {
            Settled = settled;
        }

        return await ShowAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancellationToken) =>
        (await start.CancelAsync(id, Actor.From(User), HttpContext.Scope(), cancellationToken)).TryGet(out _, out _) ? this.Done($"/resources/discovery/{id}") : NotFound();

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await context.Set<NetworkScan>().AsNoTracking().In(HttpContext.Scope()).SingleOrDefaultAsync(scan => scan.Id == id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        var reader = new QueryReader();
        State = reader.Choice<FindingState>("state", Request.Query["state"]);
        var page = reader.Page(null, Cursor = Request.Query["cursor"]);
        if (reader.Failure is not null)
        {
            return LocalRedirect($"/resources/discovery/{id}");
        }

        Scan = found;
        var findings = context.Set<ScanFinding>().AsNoTracking().Where(finding => finding.ScanId == id);
        Counts = await findings.GroupBy(finding => finding.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        findings = State is { } state ? findings.Where(finding => finding.State == state) : findings;
        if (page.After is { } after)
        {
            findings = findings.Where(finding => EF.Functions.LessThan(ValueTuple.Create(finding.FoundAt, finding.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await findings.OrderByDescending(finding => finding.FoundAt).ThenByDescending(finding => finding.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        Findings = page.Cut(rows, finding => new Keyset(finding.FoundAt, finding.Id));
        return this.PageOrFragment("_Scan");
    }
}
