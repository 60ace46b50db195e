using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Audit.Sealing;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Export;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Audit;

/// <summary>Who did what, when, to what, and how it ended.</summary>
internal sealed class IndexModel(ListAudit audit, AuditSealState seals, IAuthorizationService authorization, Texts texts) : PageModel
{
    /// <summary>The nouns of actions, for the filter.</summary>
    public static readonly string[] Nouns = ["incident", "diagnosis", "resource", "alert_rule", "silence", "slo", "deployment", "team", "group", "token", "session"];

    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Actor { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Target { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary>First day, in UTC.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Since { get; set; }

    /// <summary>Last day, in UTC.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    public Page<AuditView> Rows { get; private set; } = new([], null);

    public AuditSealView Seal { get; private set; } = new(0, 0, null, null);

    public bool MayVerify { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(Action) || !string.IsNullOrEmpty(Outcome) || !string.IsNullOrEmpty(Actor) || !string.IsNullOrEmpty(Target) || Since is not null || Until is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await audit.RunAsync(HttpContext.Scope(), Filter(out var page), page, cancellationToken);
        if (!Request.WantsFragment())
        {
            Seal = await seals.ReadAsync(cancellationToken);
            MayVerify = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
        }

        return this.PageOrFragment("_List");
    }

    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded)
        {
            return Forbid();
        }

        // "Actor" is the filter of this page.
        var verdict = await seals.VerifyAsync(Platform.Auth.Actor.From(User), cancellationToken);
        return this.Done("/audit", texts[verdict.IsIntact ? "audit.seal.said_intact" : "audit.seal.said_broken"]);
    }

    public IActionResult OnGetExport(CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        var filter = Filter(out _);
        var rows = Csv.PartsAsync(page => audit.RunAsync(scope, filter, page, cancellationToken), cancellationToken).Select(row => new object?[]
        {
            row.At, row.Actor, row.ActorKind, row.Action, row.TargetType, row.TargetId, row.Service, row.Outcome,
            string.Join("; ", row.Details.Select(detail => $"{detail.Key}={detail.Value}")),
        });
        return new CsvFile("audit-log.csv", ["at", "actor", "actor_kind", "action", "target_type", "target_id", "service", "outcome", "details"], rows);
    }

    /// <summary>What was done, in words where there are some.</summary>
    public string Done(AuditView entry) => texts.Find($"audit.action.{entry.Action}") ?? entry.Action;

    /// <summary>Where the thing acted on can be seen; null when it has no page.</summary>
    public static string? Address(AuditView entry) => (entry.TargetType, entry.TargetId) switch
    {
        (_, null) => null,
        ("incident", var id) => $"/incidents/{id}",
        ("resource", var id) when Guid.TryParse(id, out _) => $"/resources/{id}",
        _ => null,
    };

    private AuditFilter Filter(out PageRequest page)
    {
        var read = new QueryReader();
        page = read.Page(null, Cursor);
        return new AuditFilter
        {
            Action = read.Text("action", Action),
            Outcome = read.Choice<AuditOutcome>("outcome", Outcome),
            Actor = read.Text("actor", Actor),
            TargetId = read.Text("target", Target),
            Since = Since is { } since ? new DateTimeOffset(since, TimeOnly.MinValue, TimeSpan.Zero) : null,
            Until = Until is { } until && until < DateOnly.MaxValue ? new DateTimeOffset(until.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null,
        };
    }
}
