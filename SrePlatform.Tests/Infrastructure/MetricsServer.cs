using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Tests.Infrastructure;
using Xunit;

[assembly: AssemblyFixture(typeof(MetricsServer))]

namespace SrePlatform.Tests.Infrastructure;

/// <summary>
/// One real VictoriaMetrics for the whole test run, started when a test first asks. Tests share it: they keep to label values of
/// their own.
/// </summary>
public sealed class MetricsServer : IAsyncLifetime
{
    public const string Username = "metrics";
    public const string Password = "test-metrics";

    private readonly SemaphoreSlim _starting = new(1, 1);
    private GuardedProcess? _process;
    private string? _folder;
    private HttpClient? _client;

    public Uri Url { get; private set; } = new("http://127.0.0.1:9");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Settings that point a Control Plane at this server.</summary>
    public async Task<Dictionary<string, string?>> SettingsAsync()
    {
        await StartAsync();
        return new()
        {
            ["VictoriaMetrics:Url"] = Url.ToString(),
            ["VictoriaMetrics:Username"] = Username,
            ["VictoriaMetrics:Password"] = Password,
        };
    }

    /// <summary>Writes samples in the Prometheus text format, and waits until a query sees the first of them.</summary>
    public async Task ImportAsync(string exposition, string probe)
    {
        await StartAsync();
        var cancellation = TestContext.Current.CancellationToken;
        using var content = new StringContent(exposition, Encoding.UTF8, "text/plain");
        using var imported = await _client!.PostAsync(new Uri(Url, "api/v1/import/prometheus"), content, cancellation);
        imported.EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => (await QueryAsync(probe)).Contains("\"metric\"", StringComparison.Ordinal), $"{probe} is stored");
    }

    public async Task<string> QueryAsync(string query)
    {
        await StartAsync();
        return await _client!.GetStringAsync(new Uri(Url, $"api/v1/query?query={Uri.EscapeDataString(query)}&nocache=1"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        _client?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
            Directory.Delete(_folder!, recursive: true);
        }
    }

    public async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_process is not null)
            {
                return;
            }

            var program = await MetricsPrograms.FindAsync("victoria-metrics", TestContext.Current.CancellationToken);
            _folder = Directory.CreateTempSubdirectory("sre-test-vm-").FullName;
            var port = GuardedProcess.FreePort();
            Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            _process = GuardedProcess.Start(
                Path.Combine(_folder, "log"), program, $"-storageDataPath={_folder}/data", $"-httpListenAddr=127.0.0.1:{port}",
                $"-httpAuth.username={Username}", $"-httpAuth.password={Password}", "-search.latencyOffset=0s", "-search.disableCache", "-memory.allowedBytes=128MB");
            _client = new ServiceCollection().AddHttpClient("metrics").Services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("metrics");
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}")));
            await Eventually.TrueAsync(AnswersAsync, $"VictoriaMetrics starts (its log is {_folder}/log)");
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _client!.GetAsync(new Uri(Url, "health"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
