using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SrePlatform.ControlPlane.Features.Automation.Executor;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>A Control Plane and, over the same database as its own role, an executor whose connections are answered by the test.</summary>
internal sealed class RepairHost : IAsyncDisposable
{
    public const string Secret = "s3cret-of-the-target";

    private readonly string _folder = Directory.CreateTempSubdirectory("repair-").FullName;

    private ExecutionSteps _steps = new();

    private RepairHost()
    {
    }

    /// <summary>The Control Plane's private folder.</summary>
    public string PrivateFolder => Path.Combine(_folder, "private");

    public ControlPlaneHost Plane { get; private set; } = null!;

    public StubHttp Target { get; } = new();

    public ServiceProvider Executor { get; private set; } = null!;

    public TestDatabase Database => Plane.Database;

    public ExecutionStore Store => Executor.GetRequiredService<ExecutionStore>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<RepairHost> StartAsync(PostgresServer server, params string[] runbooks) => StartAsync(server, new ExecutionSteps(), runbooks);

    public static async Task<RepairHost> StartAsync(PostgresServer server, ExecutionSteps steps, params string[] runbooks)
    {
        var host = new RepairHost { _steps = steps };
        var key = Path.Combine(host._folder, "public", "plan.pub");
        host.Plane = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?>
        {
            ["DataFolder"] = Path.Combine(host._folder, "private"),
            ["Automation:PublicKeyFile"] = key,
        });
        // The signer makes and publishes the key.
        _ = host.Plane.Services.GetRequiredService<SrePlatform.ControlPlane.Features.Automation.Plans.PlanSigner>();
        foreach (var runbook in runbooks.Length == 0 ? [Runbooks.Rollback()] : runbooks)
        {
            await host.ReviewedAsync(runbook);
        }

        host.Executor = host.MakeExecutor(key);
        host.Target.OnJson("PUT /services/payment/version", new { service = "payment", version = "v2.3.0", echoed = Secret });
        return host;
    }

    /// <summary>Makes a text the current, reviewed version of its runbook.</summary>
    public async Task ReviewedAsync(string content)
    {
        await using var scope = Plane.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        var now = TimeProvider.System.GetUtcNow();
        var read = RunbookReader.Read(content);
        Assert.True(read.Failure is null, read.Failure is SrePlatform.ControlPlane.Platform.Errors.ValidationFailure invalid ? JsonSerializer.Serialize(invalid.Errors) : read.Failure?.Detail);
        var document = read.Value!;
        var runbook = context.Set<Runbook>().SingleOrDefault(row => row.Name == document.Name);
        if (runbook is null)
        {
            context.Add(runbook = new Runbook(document.Name, now));
        }

        var version = runbook.Write(document, content, "author", "sub-author", null, now);
        version.Review("reviewer", "sub-reviewer", now);
        runbook.MakeCurrent(version.Number, document, now);
        context.Add(version);
        await context.SaveChangesAsync(Cancelled);
    }

    /// <summary>A person's API client.</summary>
    public HttpClient As(string name, params string[] roles) => Plane.WithToken(Plane.Realm.Token(name, roles.Length == 0 ? ["team_manager"] : roles));

    public async Task<JsonElement> RequestAsync(string by = "ann", object? parameters = null, string runbook = "roll-back", string? key = null, string role = "team_member")
    {
        var answer = await PostRequestAsync(As(by, role), parameters, runbook, key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    public static Task<HttpResponseMessage> PostRequestAsync(HttpClient client, object? parameters = null, string runbook = "roll-back", string? key = null, Guid? incident = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "/api/v1/approval-requests")
        {
            Content = JsonContent.Create(new { runbook, environment = "demo", parameters = parameters ?? new { service = "payment", version = "v2.3.0" }, incident_id = incident }),
        };
        message.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return client.SendAsync(message, Cancelled);
    }

    public static Task<HttpResponseMessage> DecideAsync(HttpClient client, JsonElement request, string decision = "approved", string? reason = null, string? digest = null) =>
        client.PostAsJsonAsync(
            $"/api/v1/approval-requests/{request.GetProperty("id").GetString()}/decisions",
            new { decision, digest = digest ?? request.GetProperty("digest").GetString(), reason }, Cancelled);

    /// <summary>Requested by one, approved by another, signed and queued; its id.</summary>
    public async Task<Guid> QueuedAsync(string runbook = "roll-back", object? parameters = null)
    {
        var request = await RequestAsync(runbook: runbook, parameters: parameters);
        var answer = await DecideAsync(As("bob"), request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        await DeliverAsync();
        return await Database.ScalarAsync<Guid>("SELECT id FROM control.execution WHERE request_id = $1", request.GetProperty("id").GetGuid());
    }

    /// <summary>Does the outbox's work.</summary>
    public async Task DeliverAsync()
    {
        while (await Plane.Services.GetRequiredService<OutboxWorker>().StepAsync(Cancelled))
        {
        }
    }

    /// <summary>Lets the executor take and finish one execution; false if there was none.</summary>
    public async Task<bool> ExecuteAsync()
    {
        if (await Store.ClaimAsync(100, TimeSpan.FromMinutes(10), Cancelled) is not { } claimed)
        {
            return false;
        }

        await Executor.GetRequiredService<ExecutePlan>().RunAsync(claimed, Cancelled);
        return true;
    }

    /// <summary>Everything that an execution said.</summary>
    public Task<string> OutputAsync(Guid id) =>
        Database.ScalarAsync<string>("SELECT coalesce(string_agg(text, E'\\n' ORDER BY number), '') FROM control.execution_output WHERE execution_id = $1", id);

    /// <summary>Runs a runbook to its end; its id.</summary>
    public async Task<Guid> RunAsync(string runbook = "script", object? parameters = null)
    {
        var id = await QueuedAsync(runbook, parameters ?? new { });
        Assert.True(await ExecuteAsync());
        return id;
    }

    /// <summary>State and reason of an execution.</summary>
    public Task<string> StateAsync(Guid id) => Database.ScalarAsync<string>("SELECT state || coalesce(' ' || reason, '') FROM control.execution WHERE id = $1", id);

    public async ValueTask DisposeAsync()
    {
        await Executor.DisposeAsync();
        await Plane.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider MakeExecutor(string key)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Automation:PublicKeyFile"] = key,
            ["Executor:Connections:demo-shop:Url"] = "http://shop.test/",
            ["Executor:Connections:demo-shop:Token"] = Secret,
        }).Build());
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(_ => NpgsqlDataSource.Create(Database.ConnectionStringOf("executor", ControlPlaneDatabase.Password)));
        services.AddExecution();
        services.AddSingleton(_steps);
        services.AddHttpClient(HttpRunner.ClientName).ConfigurePrimaryHttpMessageHandler(() => Target);
        return services.BuildServiceProvider();
    }
}
