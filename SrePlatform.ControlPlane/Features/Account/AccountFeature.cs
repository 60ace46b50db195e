using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Account;

/// <summary>What people set for themselves, and their tokens.</summary>
internal static class AccountFeature
{
    public static void AddAccount(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<KeepPreferences>();
        builder.Services.AddScoped<EditTokens>();
    }

    public static void MapAccount(this WebApplication app) =>
        app.MapGet("/account/start", StartAsync).RequireAuthorization(Policies.Read).ExcludeFromDescription();

    /// <summary>Goes where the person wants to be after signing in.</summary>
    private static async Task<IResult> StartAsync(HttpContext http, SreDbContext context, CancellationToken cancellationToken)
    {
        var sub = Actor.From(http.User).Id;
        var chosen = await context.Set<UserProfile>().Where(profile => profile.Sub == sub).Select(profile => profile.HomePage).SingleOrDefaultAsync(cancellationToken);
        return TypedResults.LocalRedirect(AuthSetup.LocalPath(chosen));
    }
}
