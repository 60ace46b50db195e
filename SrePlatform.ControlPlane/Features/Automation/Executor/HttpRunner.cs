using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Calls a configured connection, once. The runbook says the path; address and secret come from the connection.</summary>
internal sealed class HttpRunner(IHttpClientFactory clients, IOptionsMonitor<ExecutorOptions> options) : IRunbookRunner
{
    public const string ClientName = "executor-connections";
    private const int MostAnswer = 16 * 1024;

    public bool Runs(RunbookKind kind) => !kind.RunsHere();

    public Task<RunnerRefusal?> RefusalAsync(RunbookDocument runbook, CancellationToken cancellationToken) => Task.FromResult(Connection(runbook) is null
        ? new RunnerRefusal(PlanRefusal.ConnectionUnknown, $"Give the executor Executor:Connections:{runbook.Action.Connection}:Url.")
        : null);

    public IReadOnlyList<string> Secrets(RunbookDocument runbook) => Connection(runbook)?.Token is { Length: > 0 } token ? [token] : [];

    public async Task<RunResult> RunAsync(RunOrder order, RunOutput output, CancellationToken cancellationToken)
    {
        var (plan, runbook) = (order.Plan, order.Runbook);
        var connection = Connection(runbook)!;
        var address = Address(connection.Url, Template.Path(runbook.Action.Path!, plan.Parameters));
        using var request = new HttpRequestMessage(new HttpMethod(runbook.Action.Method!), address);
        if (connection.Token is { Length: > 0 } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        request.Headers.Add("Idempotency-Key", plan.ExecutionId.ToString());
        if (runbook.Action.Body is { } body)
        {
            request.Content = new StringContent(Template.Json(body, plan.Parameters)?.ToJsonString() ?? "null", Encoding.UTF8, "application/json");
        }

        await output.WriteAsync("note", $"{request.Method} {address.PathAndQuery} ({runbook.Action.Connection})", cancellationToken);
        if (plan.DryRun)
        {
            await output.WriteAsync("note", "Dry run: not sent.", cancellationToken);
            return RunResult.Succeeded;
        }

        using var response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = await ReadAsync(response.Content, cancellationToken);
        await output.WriteAsync("out", $"{(int)response.StatusCode} {answer}".Trim(), cancellationToken);
        return response.IsSuccessStatusCode ? RunResult.Succeeded : new RunResult("refused_by_target", output.Redact($"{runbook.Action.Connection} answered {(int)response.StatusCode}: {answer}"));
    }

    /// <summary>Below the connection's address and nowhere else.</summary>
    private static Uri Address(Uri connection, string path)
    {
        var address = new Uri(connection.AbsoluteUri.TrimEnd('/') + path);
        return address.Host == connection.Host && address.Port == connection.Port && address.Scheme == connection.Scheme
            && address.AbsolutePath.StartsWith(connection.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? address
            : throw new InvalidDataException("The path leaves its connection.");
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MostAnswer];
        var length = await stream.ReadAtLeastAsync(bytes, MostAnswer, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private ConnectionOptions? Connection(RunbookDocument runbook) => runbook.Action.Connection is { } name ? options.CurrentValue.Connections.GetValueOrDefault(name) : null;
}
