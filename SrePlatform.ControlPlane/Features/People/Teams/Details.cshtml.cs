using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.People.Teams;

/// <summary>One team: who is in it, what it owns, what it was granted.</summary>
internal sealed class DetailsModel(ReadTeams teams, EditTeams edit, SreDbContext context, IAuthorizationService authorization, Texts texts) : FormPage(texts)
{
    private const int MostSuggestions = 200;

    [BindProperty]
    public string? Person { get; set; }

    [BindProperty]
    public TeamRole Role { get; set; }

    public TeamView View { get; private set; } = null!;

    public bool MayManage { get; private set; }

    public bool MayDelete { get; private set; }

    public IReadOnlyList<string> People { get; private set; } = [];

    private string Address => $"/settings/teams/{Uri.EscapeDataString(View.Team.Name)}";

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken) => await LoadAsync(name, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostMemberAsync(string name, CancellationToken cancellationToken) => ChangeAsync(
        name, "people.member_set", async () => (await edit.SetMemberAsync(name, Person, Role, HttpContext.Scope(), Actor.From(User), cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostRemoveAsync(string name, string sub, CancellationToken cancellationToken) => ChangeAsync(
        name, "people.member_removed", async () => (await edit.RemoveMemberAsync(name, sub, HttpContext.Scope(), Actor.From(User), cancellationToken)).Failure, cancellationToken);

    public async Task<IActionResult> OnPostDeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded)
        {
            return Forbid();
        }

        return (await edit.DeleteAsync(name, Actor.From(User), cancellationToken)).Failure is null ? this.Done("/settings/teams", Texts["people.team_deleted", ("name", name)]) : NotFound();
    }

    private async Task<IActionResult> ChangeAsync(string name, string says, Func<Task<Failure?>> change, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        if (await change() is not { } failure)
        {
            return this.Done(Address, Texts[says]);
        }

        Refuse(failure);
        return Page();
    }

    private async Task<bool> LoadAsync(string name, CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        if (name.Contains('\0', StringComparison.Ordinal) || await teams.FindAsync(scope, name, cancellationToken) is not { } view)
        {
            return false;
        }

        View = view;
        MayDelete = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
        MayManage = scope.Manages(name) && (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        People = MayManage ? await context.Set<UserProfile>().OrderBy(user => user.Name).Select(user => user.Name).Take(MostSuggestions).ToListAsync(cancellationToken) : [];
        return true;
    }
}
