using System.Net.Http.Headers;
using SrePlatform.AppHost;
using SrePlatform.Tests.Drivers;
using SrePlatform.Tests.EndToEnd;
using Xunit;

#if LOCAL_ENGINE
using SrePlatform.AppHost.LocalEngine.Processes;
#else
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
#endif

[assembly: AssemblyFixture(typeof(RunningPlatform))]

namespace SrePlatform.Tests.EndToEnd;

/// <summary>The whole platform with the demo shop, started once for all end-to-end tests when the first one asks, with intervals of a second.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly string[] Parts = ["control-plane", "assistant", "victoria-metrics", "vmalert", "node-exporter", "shop-console"];

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private DistributedApplication? _app;

    /// <summary>The running application.</summary>
    public DistributedApplication App => _app ?? throw new InvalidOperationException("Call StartedAsync first.");

    /// <summary>The password of every development user.</summary>
    public string Password => Secret("user-password");

    /// <summary>The Control Plane's address in a browser.</summary>
    public Uri ControlPlane => App.GetEndpoint("control-plane", "http");

    /// <summary>The realm, as tokens name it.</summary>
    public Uri Realm => new(App.GetEndpoint("keycloak", "http"), "/realms/sre-platform");

    /// <summary>Returns once everything is healthy; the first caller pays for the start.</summary>
    public async Task<RunningPlatform> StartedAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        await _starting.WaitAsync(limit.Token);
        try
        {
            if (_app is null)
            {
                await StartAsync(limit.Token);
            }
        }
        finally
        {
            _starting.Release();
        }

        return this;
    }

    /// <summary>A generated secret by its parameter's name.</summary>
    public string Secret(string parameter) => _secrets[parameter];

    /// <summary>A client of the Control Plane's API with the token of a user.</summary>
    public async Task<HttpClient> ApiAsAsync(string user) => WithToken("control-plane", await TokenOfAsync(user));

    /// <summary>A client of a service with a bearer token.</summary>
    public HttpClient WithToken(string service, string token)
    {
        var client = App.CreateHttpClient(service, "http");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>An access token of a user, by the sign-in that a browser does.</summary>
    public Task<string> TokenOfAsync(string user) =>
        SignInDriver.AccessTokenAsync(Realm, ControlPlane, Secret("control-plane-client-secret"), user, Password, TestContext.Current.CancellationToken);

    /// <summary>An access token of a service.</summary>
    public async Task<string> TokenOfServiceAsync(string client, string secretParameter)
    {
        using var driver = new SignInDriver(Realm);
        return (await driver.ServiceTokenAsync(client, Secret(secretParameter), TestContext.Current.CancellationToken)).AccessToken!;
    }

#if LOCAL_ENGINE
    /// <summary>Kills a part's process at once; the engine starts it again.</summary>
    public void Kill(string part) => Signal(part, UnixSignal.Kill);

    /// <summary>Lets a part hang until the result is disposed.</summary>
    public IDisposable Hang(string part)
    {
        Signal(part, UnixSignal.Stop);
        return new Hanging(this, part);
    }

    /// <summary>Returns once the part is healthy and its process is another than the one given.</summary>
    public Task BackAsync(string part, int before) => App.ResourceNotifications.WaitForResourceAsync(
        part,
        change => ProcessOf(part) != before && change.Snapshot is { State: KnownResourceStates.Running, HealthStatus: HealthStatus.Healthy },
        TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>The process of a part at present.</summary>
    public int ProcessOf(string part) => App.CurrentRun!.ProcessOf(part);

    private void Signal(string part, UnixSignal signal) => Assert.True(Unix.Signal(ProcessOf(part), signal), $"{part} runs");

    private sealed class Hanging(RunningPlatform platform, string part) : IDisposable
    {
        public void Dispose() => platform.Signal(part, UnixSignal.Continue);
    }
#endif

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<PlatformAppHost>(["--demo"], cancellationToken);
        var parameters = builder.Resources.OfType<ParameterResource>().ToList();
        _app = await builder.BuildAsync(cancellationToken);
        await _app.StartAsync(cancellationToken);
        foreach (var parameter in parameters)
        {
            _secrets[parameter.Name] = await parameter.GetValueAsync(cancellationToken) ?? "";
        }

        await Task.WhenAll(Parts.Select(part => _app.ResourceNotifications.WaitForResourceHealthyAsync(part, cancellationToken)));
    }
}
