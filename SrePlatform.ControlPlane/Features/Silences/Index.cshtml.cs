using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Silences and maintenance windows: what holds now, what will, what did.</summary>
internal sealed class IndexModel(SreDbContext context, ListSilences silences, ChangeSilence change, IAuthorizationService authorization, Texts texts, TimeProvider time) : PageModel
{
    public static readonly int[] Hours = [1, 2, 4, 8, 12, 24];

    [BindProperty(SupportsGet = true)]
    public string? Ended { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<Silence> Rows { get; private set; } = new([], null);

    public int Current { get; private set; }

    public int Active { get; private set; }

    public int Over { get; private set; }

    public bool MayOperate { get; private set; }

    /// <summary>Names of the resources that maintenance windows name.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var page = reader.Page(null, Cursor);
        Rows = await silences.RunAsync(Ended == "true", null, page, cancellationToken);
        Current = await silences.CountAsync(false, cancellationToken);
        Over = await silences.CountAsync(true, cancellationToken);
        Active = (await ActiveSuppressions.SilencesAsync(context, Now, cancellationToken)).Count;
        MayOperate = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        List<Guid> ids = [.. Rows.Items.SelectMany(silence => silence.ResourceIds).Distinct()];
        Names = ids.Count == 0 ? Names : await context.Set<Resource>().AsNoTracking().In(HttpContext.Scope(), context).Where(resource => ids.Contains(resource.Id)).ToDictionaryAsync(resource => resource.Id, resource => resource.Name, cancellationToken);
        return this.PageOrFragment("_List");
    }

    public async Task<IActionResult> OnPostExtendAsync(Guid id, int hours, CancellationToken cancellationToken)
    {
        if (!Hours.Contains(hours))
        {
            return this.Done("/silences", texts["silences.hours"]);
        }

        return Answer(await change.ExtendAsync(id, TimeSpan.FromHours(hours), Actor.From(User), cancellationToken), "silences.extended");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken) =>
        Answer(await change.EndAsync(id, Actor.From(User), cancellationToken), "silences.ended");

    private IActionResult Answer(Outcome<Silence> outcome, string done) =>
        outcome.TryGet(out _, out var failure) ? this.Done("/silences", texts[done]) : failure is NotFoundFailure ? NotFound() : this.Done("/silences", texts.Say(failure));
}
