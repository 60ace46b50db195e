using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Account;

/// <summary>A person's own page: who they are here, how they like pages, their tokens.</summary>
[OwnAccount]
internal sealed class IndexModel(KeepPreferences keep, EditTokens edit, SreDbContext context, Texts texts) : PageModel
{
    public static readonly int[] Lifetimes = [7, 30, 90, 365];

    public UserProfile? Profile { get; private set; }

    public Scope Scope { get; private set; } = Scope.All;

    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    /// <summary>The secret of the token that was just made.</summary>
    public string? Secret { get; private set; }

    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    public string? Problem { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostPreferencesAsync(string? language, string? theme, string? zone, string? homePage, CancellationToken cancellationToken)
    {
        if (!Preferences.TryZone(zone, out _))
        {
            await LoadAsync(cancellationToken);
            Refuse(new ValidationFailure("zone", texts["account.error.zone"]));
            return Page();
        }

        await keep.RunAsync(HttpContext, new(language, theme, zone, homePage), cancellationToken);
        return this.Done("/account", texts["account.saved"]);
    }

    public async Task<IActionResult> OnPostTokenAsync(string? access, int? days, CancellationToken cancellationToken)
    {
        var wanted = Enum.GetValues<TokenAccess>().Cast<TokenAccess?>().FirstOrDefault(known => Shared.Tone.Word(known) == access);
        var outcome = await edit.CreateAsync(Name, wanted, days, Actor.From(User), cancellationToken);
        await LoadAsync(cancellationToken);
        if (outcome.TryGet(out var secret, out var failure))
        {
            (Secret, Name) = (secret, null);
            ModelState.Clear();
        }
        else
        {
            Refuse(failure);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken) =>
        (await edit.RevokeAsync(id, Actor.From(User), cancellationToken)).Failure is null ? this.Done("/account", texts["account.token_revoked"]) : NotFound();

    public string? Error(string field) => Errors.TryGetValue(field, out var errors) ? string.Join(" ", errors) : null;

    private void Refuse(Failure failure)
    {
        Response.StatusCode = failure.StatusCode();
        if (failure is ValidationFailure invalid)
        {
            Errors = invalid.Errors;
        }
        else
        {
            Problem = texts.Say(failure);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var actor = Actor.From(User);
        Scope = HttpContext.Scope();
        Profile = await context.Set<UserProfile>().AsNoTracking().SingleOrDefaultAsync(profile => profile.Sub == actor.Id, cancellationToken);
        Tokens = await edit.ListAsync(actor, cancellationToken);
    }
}
