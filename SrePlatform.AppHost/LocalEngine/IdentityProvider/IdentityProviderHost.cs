using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Keys;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider;

/// <summary>
/// The development identity provider: it takes Keycloak's place on a machine without containers, reads the same realm file and
/// serves the same addresses, on loopback only.
/// </summary>
internal static class IdentityProviderHost
{
    /// <summary>Serves until cancelled; the result is the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = await BuildAsync(IdentityProviderSettings.Parse(args), Environment.GetEnvironmentVariable, configure: null, cancellationToken);
            await app.StartAsync(cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (RealmFileException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    public static async Task<WebApplication> BuildAsync(
        IdentityProviderSettings settings, Func<string, string?> environment, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        var realm = await RealmFile.LoadAsync(settings.RealmFile, environment, cancellationToken);
        PrivateFile.CreateFolder(settings.DataFolder);
        var basePath = $"/realms/{realm.Realm}";
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "SrePlatform.AppHost" });
        builder.WebHost.UseUrls().ConfigureKestrel(server =>
        {
            server.ListenLocalhost(settings.Url.Port);
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("OpenIddict", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        AddServices(builder.Services, settings, realm, basePath);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        Use(app, basePath);
        return app;
    }

    private static void AddServices(IServiceCollection services, IdentityProviderSettings settings, RealmFile realm, string basePath)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(realm);
        services.AddSingleton(new SignInPages(realm.Title, SignInEndpoints.StylesheetOf(basePath), realm.LoginWithEmailAllowed));
        services.AddSingleton(provider => new SpentIdentifiers(Path.Combine(settings.DataFolder, "spent"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<SignInEndpoints>();
        services.AddSingleton<SignOutEndpoints>();
        services.AddRouting();
        services.AddProtocol(realm, ProviderKeys.Load(settings.DataFolder), new Uri(settings.Url, basePath));
        services.AddDataProtection().SetApplicationName("sre-platform-identity").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "cookies")));
        services.AddAuthentication().AddCookie(BrowserSession.Scheme, cookie =>
        {
            cookie.Cookie = new CookieBuilder { Name = "sre_identity", Path = basePath, HttpOnly = true, SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest, IsEssential = true };
            cookie.ExpireTimeSpan = TimeSpan.FromSeconds(realm.SsoSessionIdleTimeout);
            cookie.SlidingExpiration = true;
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie = new CookieBuilder { Name = "sre_identity_form", Path = basePath, HttpOnly = true, SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.SameAsRequest, IsEssential = true };
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void Use(WebApplication app, string basePath)
    {
        app.UseSecurityHeaders();
        app.UsePathBase(basePath);
        app.Use((context, next) =>
        {
            if (context.Request.PathBase == basePath)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.UseRouting();
        app.UseAuthentication();
        SignInEndpoints.Map(app);
        SignOutEndpoints.Map(app);
    }
}
