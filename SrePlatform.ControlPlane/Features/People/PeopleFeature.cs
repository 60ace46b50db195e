using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.People;

/// <summary>Users, teams and groups of resources: who is who, and who sees what.</summary>
internal static class PeopleFeature
{
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IDatabaseSeed, AccessSeed>();
    }

    public static void MapPeople(this WebApplication app)
    {
    }
}
