using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.People.Settings;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Features.People.Users;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.People;

/// <summary>Users, teams and groups of resources: who is who, and who sees what.</summary>
internal static class PeopleFeature
{
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IDatabaseSeed, AccessSeed>();
        services.AddScoped<ReadUsers>();
        services.AddScoped<ReadTeams>();
        services.AddScoped<EditTeams>();
        services.AddScoped<ReadGroups>();
        services.AddScoped<EditGroups>();
        foreach (var place in PeoplePlace.All)
        {
            services.AddSingleton<ISettingsPlace>(place);
        }
    }

    public static void MapPeople(this WebApplication app) => app.MapPeopleApi();
}
