namespace SrePlatform.ControlPlane.Platform.Access;

/// <summary>Gives every request of a person or service its <see cref="Scope"/>.</summary>
internal static class AccessSetup
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScopeResolver>();
        builder.Services.AddSingleton<RequesterScopes>();
    }

    /// <summary>After authorization, which is where the API's callers are authenticated.</summary>
    public static void UseAccess(this WebApplication app) => app.UseMiddleware<ScopeMiddleware>();

    /// <summary>What this request may see. Hand it to the queries; there is none for anonymous requests and machine senders.</summary>
    public static Scope Scope(this HttpContext http) =>
        http.Features.Get<Scope>() ?? throw new InvalidOperationException("This request has no scope: nobody with a role is signed in.");
}
