using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

/// <summary>Which rows of a list are asked for.</summary>
internal sealed record ListArguments(params (string Name, string? Value)[] Filters);

/// <summary>Reads one page of a list of the Control Plane.</summary>
internal abstract class ListTool<T>(ControlPlaneClient client, string list) : ITool<ListArguments, IReadOnlyList<T>>
{
    public abstract string Name { get; }

    public abstract string Source { get; }

    /// <summary>What the rows are, for the summary.</summary>
    protected abstract string Rows { get; }

    public ToolQuestion Describe(ListArguments arguments) => new(PathOf(arguments), new JsonObject(arguments.Filters.Where(filter => filter.Value is not null)
        .Select(filter => KeyValuePair.Create(filter.Name, (JsonNode?)filter.Value))));

    public Task<ToolBytes> FetchAsync(ListArguments arguments, CancellationToken cancellationToken) => client.GetAsync(PathOf(arguments), cancellationToken);

    public ToolReading<IReadOnlyList<T>> Read(ListArguments arguments, ReadOnlySpan<byte> content)
    {
        var page = AssistantJson.Deserialize<ControlPlanePage<T>>(content);
        return new(page.Items, page.Items.Count == 0, $"{page.Items.Count} {Rows}" + (page.NextCursor is null ? "" : ", the first of more"));
    }

    private string PathOf(ListArguments arguments) => ListPath.Of(list, [.. arguments.Filters, ("limit", ListPath.Limit)]);
}

/// <summary>Reads the alerts that fire now.</summary>
internal sealed class FiringAlertsTool(ControlPlaneClient client) : ListTool<AlertRecord>(client, "alerts")
{
    public override string Name => "firing_alerts";

    public override string Source => Sources.Alerts;

    protected override string Rows => "alerts";
}

/// <summary>Reads the incidents that are open.</summary>
internal sealed class OpenIncidentsTool(ControlPlaneClient client) : ListTool<IncidentRecord>(client, "incidents")
{
    public override string Name => "open_incidents";

    public override string Source => Sources.Incidents;

    protected override string Rows => "incidents";
}

/// <summary>Reads the inventory.</summary>
internal sealed class ResourcesTool(ControlPlaneClient client) : ListTool<ResourceRecord>(client, "resources")
{
    public override string Name => "resources";

    public override string Source => Sources.Resources;

    protected override string Rows => "resources";
}

/// <summary>Reads the alert rules.</summary>
internal sealed class AlertRulesTool(ControlPlaneClient client) : ListTool<AlertRuleRecord>(client, "alert-rules")
{
    public override string Name => "alert_rules";

    public override string Source => Sources.Rules;

    protected override string Rows => "alert rules";
}
