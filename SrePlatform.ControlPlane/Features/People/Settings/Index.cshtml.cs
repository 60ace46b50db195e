using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.People.Settings;

/// <summary>Where things are set up, as far as the person may.</summary>
internal sealed class IndexModel(IEnumerable<ISettingsPlace> places, IAuthorizationService authorization) : PageModel
{
    public IReadOnlyList<ISettingsPlace> Places { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var open = new List<ISettingsPlace>();
        foreach (var place in places.OrderBy(place => place.Order))
        {
            if ((await authorization.AuthorizeAsync(User, place.Policy)).Succeeded)
            {
                open.Add(place);
            }
        }

        Places = open;
    }
}

/// <summary>A page of this feature among the settings.</summary>
internal sealed record PeoplePlace(int Order, string Name, string Icon, string Address, string Policy) : ISettingsPlace
{
    public string Title => "people." + Name;

    public string Text => $"people.{Name}_about";

    public static readonly PeoplePlace[] All =
    [
        new(10, "account", "person", "/account", Policies.Read),
        new(20, "teams", "person", "/settings/teams", Policies.Read),
        new(30, "groups", "resources", "/settings/groups", Policies.Read),
        new(40, "users", "eye", "/settings/users", Policies.Administer),
    ];
}
