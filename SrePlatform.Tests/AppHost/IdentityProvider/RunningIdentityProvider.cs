using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.AppHost.LocalEngine.IdentityProvider;
using SrePlatform.Tests.Drivers;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

/// <summary>The development identity provider with the product's own realm, on a free port.</summary>
internal sealed class RunningIdentityProvider : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";
    public const string ControlPlaneSecret = "control-plane-secret";
    public const string AssistantSecret = "assistant-secret";
    private static readonly Uri ControlPlaneAddress = new("http://localhost:5080");

    private readonly WebApplication _app;

    private RunningIdentityProvider(WebApplication app, Uri address, string dataFolder)
    {
        _app = app;
        Address = address;
        DataFolder = dataFolder;
    }

    public Uri Address { get; }

    public string DataFolder { get; }

    public Uri Authority => new(Address, "/realms/sre-platform");

    public static SignInClient ControlPlane => new("control-plane", ControlPlaneSecret, new Uri(ControlPlaneAddress, "/signin-oidc"));

    public static string RealmFile { get; } = Path.Combine(AppContext.BaseDirectory, "Realms", "sre-platform-realm.json");

    public static async Task<RunningIdentityProvider> StartAsync(TimeProvider? clock, CancellationToken cancellationToken, string? dataFolder = null, Uri? at = null, Uri? controlPlane = null)
    {
        var address = at ?? FreeAddress();
        var folder = dataFolder ?? Directory.CreateTempSubdirectory("sre-identity-").FullName;
        var app = await IdentityProviderHost.BuildAsync(new IdentityProviderSettings(RealmFile, address, folder), name => Variable(name, controlPlane ?? ControlPlaneAddress), services =>
        {
            if (clock is not null)
            {
                services.AddSingleton(clock);
            }
        }, cancellationToken);
        await app.StartAsync(cancellationToken);
        return new RunningIdentityProvider(app, address, folder);
    }

    public SignInDriver NewBrowser() => new(Authority);

    /// <summary>Stops, and leaves the data for the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _app.StopAsync(cancellationToken);
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
    }

    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static string? Variable(string name, Uri controlPlane) => name switch
    {
        "OPERATOR_PASSWORD" => Password,
        "CONTROL_PLANE_CLIENT_SECRET" => ControlPlaneSecret,
        "SRE_ASSISTANT_CLIENT_SECRET" => AssistantSecret,
        "GRAFANA_CLIENT_SECRET" => "grafana-secret",
        "CONTROL_PLANE_URL" => controlPlane.ToString().TrimEnd('/'),
        "GRAFANA_URL" => "http://localhost:3000",
        _ => null,
    };
}
