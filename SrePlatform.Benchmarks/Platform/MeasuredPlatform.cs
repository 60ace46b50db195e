using System.Globalization;
using System.Net.Http.Headers;
using Npgsql;
using SrePlatform.AppHost;

namespace SrePlatform.Benchmarks.Platform;

/// <summary>The whole platform as a person starts it, on a data folder of its own that is gone afterwards.</summary>
internal sealed class MeasuredPlatform : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _app;
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);

    private MeasuredPlatform(IDistributedApplicationTestingBuilder builder, DistributedApplication app) => (_builder, _app) = (builder, app);

    /// <param name="output">Where it says that it waits.</param>
    /// <param name="args">Of the app host.</param>
    /// <param name="settings">Environment of the Control Plane beyond the usual.</param>
    public static async Task<MeasuredPlatform> StartAsync(TextWriter output, string[] args, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("Starting the platform ...");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<PlatformAppHost>(args, cancellationToken);
        var controlPlane = builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == "control-plane"));
        foreach (var (name, value) in settings)
            controlPlane.WithEnvironment(name, value);
        var parameters = builder.Resources.OfType<ParameterResource>().ToList();
        var parts = builder.Resources.OfType<IResourceWithEndpoints>().Where(resource => resource.Name != "grafana").Select(resource => resource.Name).ToList();
        var platform = new MeasuredPlatform(builder, await builder.BuildAsync(cancellationToken));
        await platform._app.StartAsync(cancellationToken);
        foreach (var parameter in parameters)
            platform._secrets[parameter.Name] = await parameter.GetValueAsync(cancellationToken) ?? "";
        foreach (var part in parts)
            await platform._app.ResourceNotifications.WaitForResourceHealthyAsync(part, cancellationToken);
        return platform;
    }

    public string Secret(string parameter) => _secrets[parameter];

    public Uri Address(string part, string endpoint = "http") => _app.GetEndpoint(part, endpoint);

    /// <summary>A client of the Control Plane that sends alerts as vmalert does.</summary>
    public HttpClient Sender()
    {
        var client = _app.CreateHttpClient("control-plane");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret("vmalert-token"));
        return client;
    }

    /// <summary>The database, as its administrator.</summary>
    public NpgsqlDataSource Database() => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Address("postgres", "tcp").Port, Username = "postgres", Password = Secret("postgres-password"), Database = "sre",
    });

    /// <summary>Memory that a part has at present.</summary>
    public long ResidentBytes(string part)
    {
        var process = _app.CurrentRun!.ProcessOf(part).ToString(CultureInfo.InvariantCulture);
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _builder.DisposeAsync();
    }
}
