using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Page;

/// <summary>Change freezes: those that are on or to come, and those that are over; made and ended here.</summary>
internal sealed class FreezesModel(
    ListFreezes list, ChangeFreezes freezes, SreDbContext context, IAuthorizationService authorization, Preferences preferences, Texts texts) : PageModel
{
    private const int MostChoices = 100;

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    [BindProperty]
    public FreezeForm Form { get; set; } = new();

    public Page<FreezeView> Rows { get; private set; } = new([], null);

    public IReadOnlyList<string> Teams { get; private set; } = [];

    public IReadOnlyList<string> Environments { get; private set; } = [];

    public bool MayManage { get; private set; }

    public bool Administers { get; private set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!MayManage)
        {
            return Forbid();
        }

        var (draft, errors) = Form.Read(preferences.Zone);
        Failure failure = new PolicyInvalid(errors);
        if (errors.Count == 0)
        {
            if ((await freezes.CreateAsync(HttpContext.Scope(), draft, Actor.From(User), Administers, cancellationToken)).TryGet(out _, out var refused))
            {
                return this.Done("/automation/freezes", texts["change_policy.said.freeze"]);
            }

            failure = refused;
        }

        Errors = failure is PolicyInvalid invalid ? texts.SayByField("change_policy.error.", invalid.Fields) : new Dictionary<string, string> { ["teams"] = texts.Say(failure) };
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!MayManage)
        {
            return Forbid();
        }

        var failure = (await freezes.EndAsync(HttpContext.Scope(), id, Actor.From(User), Administers, cancellationToken)).Failure;
        return failure is NotFoundFailure ? NotFound() : this.Done("/automation/freezes", failure is null ? texts["change_policy.said.freeze_ended"] : texts.Say(failure));
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Rows = await list.RunAsync(Show == "over", new QueryReader().Page(null, Cursor), cancellationToken);
        MayManage = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        Administers = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
        (Teams, Environments) = await PolicyChoices.ReadAsync(context, HttpContext.Scope(), MostChoices, cancellationToken);
    }
}
