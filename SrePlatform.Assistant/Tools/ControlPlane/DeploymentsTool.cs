using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

/// <summary>A window of time in which records are looked for.</summary>
internal sealed record WindowArguments(DateTimeOffset Since, DateTimeOffset Until)
{
    public JsonObject ToJson() => new() { ["since"] = ListPath.Time(Since), ["until"] = ListPath.Time(Until) };
}

/// <summary>Reads what was deployed in a window, of all services.</summary>
internal sealed class DeploymentsTool(ControlPlaneClient client) : ITool<WindowArguments, IReadOnlyList<DeploymentRecord>>
{
    public string Name => "deployments";

    public string Source => Sources.Deployments;

    public ToolQuestion Describe(WindowArguments arguments) => new(PathOf(arguments), arguments.ToJson(), arguments.Since, arguments.Until);

    public Task<ToolBytes> FetchAsync(WindowArguments arguments, CancellationToken cancellationToken) => client.GetAsync(PathOf(arguments), cancellationToken);

    public ToolReading<IReadOnlyList<DeploymentRecord>> Read(WindowArguments arguments, ReadOnlySpan<byte> content)
    {
        var items = AssistantJson.Deserialize<ControlPlanePage<DeploymentRecord>>(content).Items;
        var latest = items.OrderByDescending(item => item.DeployedAt).Take(3).Select(item => $"{item.Service} {item.Version}");
        return new(items, items.Count == 0, $"{items.Count} deployments" + (items.Count == 0 ? "" : $", latest {string.Join(", ", latest)}"));
    }

    private static string PathOf(WindowArguments arguments) => ListPath.Of(
        "deployments", ("since", ListPath.Time(arguments.Since)), ("until", ListPath.Time(arguments.Until)), ("limit", ListPath.Limit));
}
