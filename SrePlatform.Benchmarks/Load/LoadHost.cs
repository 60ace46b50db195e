using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane;

namespace SrePlatform.Benchmarks.Load;

/// <summary>A replica of the Control Plane on a free port, workers and all, over the database that is measured.</summary>
internal sealed class LoadHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoadHost(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Brings the schema up to date.</summary>
    public static async Task MigrateAsync(string connectionString)
    {
        var builder = Builder(connectionString);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["role"] = "migrate" });
        await using var app = builder.AddControlPlane().Build();
        await ControlPlaneRole.RunAsync(app);
        if (Environment.ExitCode != 0)
        {
            throw new InvalidOperationException("The schema could not be brought up to date.");
        }
    }

    public static async Task<LoadHost> StartAsync(string connectionString)
    {
        var app = Builder(connectionString).AddControlPlane().Build().UseControlPlane();
        await app.StartAsync();
        return new(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    /// <summary>The cookie of an administrator's session, as signing in would set it.</summary>
    public string Cookie()
    {
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var identity = new ClaimsIdentity(
            [new("sub", "load"), new("preferred_username", "load"), new("roles", "super_admin")], CookieAuthenticationDefaults.AuthenticationScheme, "preferred_username", "roles");
        var properties = new AuthenticationProperties { IssuedUtc = TimeProvider.System.GetUtcNow(), ExpiresUtc = TimeProvider.System.GetUtcNow().AddHours(8) };
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), properties, CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplicationBuilder Builder(string connectionString)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ControlPlaneApp).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:sre"] = connectionString,
            ["Authentication:Authority"] = "http://127.0.0.1:9/realms/sre-platform",
            ["Authentication:Audience"] = "control-plane",
            ["Authentication:ClientId"] = "control-plane",
            ["Authentication:ClientSecret"] = "load",
            ["Authentication:RequireHttpsMetadata"] = "false",
            ["DataProtection:WrappingKey"] = Convert.ToBase64String(new byte[32]),
            ["Audit:SealingKey"] = Convert.ToBase64String(new byte[32]),
            ["Audit:CheckpointFile"] = Path.Combine(Path.GetTempPath(), $"sre-load-audit-{Guid.NewGuid():N}.jsonl"),
            ["RateLimits:RequestsPerMinute"] = 1_000_000.ToString(CultureInfo.InvariantCulture),
            ["Sources:vmalert:Token"] = LoadTokens.Ingest,
            ["Sources:victoria-metrics:Token"] = LoadTokens.Discovery,
        });
        // What the caller says in the environment, such as where VictoriaMetrics is, wins.
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }
}

/// <summary>What the replicas of a benchmark accept from machine senders.</summary>
internal static class LoadTokens
{
    public const string Ingest = "load-ingest";
    public const string Discovery = "load-discovery";
}
