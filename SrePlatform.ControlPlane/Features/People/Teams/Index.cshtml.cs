using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.People.Teams;

/// <summary>The teams that one sees, and the form for another.</summary>
internal sealed class IndexModel(ReadTeams teams, EditTeams edit, IAuthorizationService authorization, Texts texts) : FormPage(texts)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    public IReadOnlyList<TeamRow> Rows { get; private set; } = [];

    public bool MayCreate { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!MayCreate)
        {
            return Forbid();
        }

        var outcome = await edit.CreateAsync(Name, Description, Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var team, out var failure))
        {
            return this.Done($"/settings/teams/{Uri.EscapeDataString(team.Name)}", Texts["people.team_created", ("name", team.Name)]);
        }

        Refuse(failure);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Rows = await teams.ListAsync(HttpContext.Scope(), cancellationToken);
        MayCreate = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
    }
}
