using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.People.Groups;

/// <summary>The groups that one sees, as a tree, and the form for another.</summary>
internal sealed class IndexModel(ReadGroups groups, ReadTeams teams, EditGroups edit, IAuthorizationService authorization, Texts texts) : FormPage(texts)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Team { get; set; }

    [BindProperty]
    public Guid? ParentId { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    public IReadOnlyList<GroupRow> Rows { get; private set; } = [];

    /// <summary>Teams in whose name a group can be made.</summary>
    public IReadOnlyList<string> Teams { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!(await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var outcome = await edit.CreateAsync(new(Name, Team, ParentId, Description), HttpContext.Scope(), Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var group, out var failure))
        {
            return this.Done($"/settings/groups/{group.Id}", Texts["people.group_created", ("name", group.Name)]);
        }

        Refuse(failure);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        Rows = await groups.TreeAsync(scope, cancellationToken);
        if ((await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            Teams = [.. (await teams.ListAsync(scope, cancellationToken)).Select(team => team.Name).Where(scope.Manages)];
        }
    }
}
