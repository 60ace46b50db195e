using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.People.Groups;

/// <summary>One group: what is in it, and who else sees it.</summary>
internal sealed class DetailsModel(ReadGroups groups, EditGroups edit, SreDbContext context, IAuthorizationService authorization, Texts texts) : FormPage(texts)
{
    private const int MostSuggestions = 200;

    public GroupRow Group { get; private set; } = null!;

    public GroupRow? Parent { get; private set; }

    public IReadOnlyList<GroupResource> Resources { get; private set; } = [];

    /// <summary>Teams that do not see it yet.</summary>
    public IReadOnlyList<string> OtherTeams { get; private set; } = [];

    /// <summary>Names of resources that could be added.</summary>
    public IReadOnlyList<string> Candidates { get; private set; } = [];

    public bool MayManage { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostAddAsync(Guid id, string? resource, CancellationToken cancellationToken) =>
        ChangeAsync(id, "people.resource_added", async (scope, actor) => (await edit.AddResourceAsync(id, resource, scope, actor, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostTakeOutAsync(Guid id, Guid resourceId, CancellationToken cancellationToken) =>
        ChangeAsync(id, "people.resource_removed", async (scope, actor) => (await edit.RemoveResourceAsync(id, resourceId, scope, actor, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostGrantAsync(Guid id, string? team, CancellationToken cancellationToken) =>
        ChangeAsync(id, "people.granted", async (scope, actor) => (await edit.GrantAsync(id, team, true, scope, actor, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostRevokeAsync(Guid id, string? team, CancellationToken cancellationToken) =>
        ChangeAsync(id, "people.revoked", async (scope, actor) => (await edit.GrantAsync(id, team, false, scope, actor, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(id, "people.group_deleted", async (scope, actor) => (await edit.DeleteAsync(id, scope, actor, cancellationToken)).Failure, cancellationToken, "/settings/groups");

    private async Task<IActionResult> ChangeAsync(Guid id, string says, Func<Scope, Actor, Task<Failure?>> change, CancellationToken cancellationToken, string? address = null)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        if (await change(HttpContext.Scope(), Actor.From(User)) is not { } failure)
        {
            return this.Done(address ?? $"/settings/groups/{id}", Texts[says]);
        }

        Refuse(failure);
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        if (await groups.FindAsync(scope, id, cancellationToken) is not { } group)
        {
            return false;
        }

        Group = group;
        Parent = group.ParentId is { } parent ? await groups.FindAsync(scope, parent, cancellationToken) : null;
        Resources = await groups.ResourcesAsync(scope, id, cancellationToken);
        MayManage = scope.Manages(group.Team) && (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        if (MayManage)
        {
            OtherTeams = await context.Set<Team>().Where(team => team.Name != group.Team && !group.Grants.Contains(team.Name)).OrderBy(team => team.Name).Select(team => team.Name).ToListAsync(cancellationToken);
            Candidates = await context.Set<Resource>().In(scope, context)
                .Where(resource => resource.RetiredAt == null && !context.Set<ResourceGroupMember>().Any(member => member.GroupId == id && member.ResourceId == resource.Id))
                .OrderBy(resource => resource.Name).Select(resource => resource.Name).Take(MostSuggestions).ToListAsync(cancellationToken);
        }

        return true;
    }
}
