using System.ComponentModel;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

internal sealed record ToolResource(Guid Id, string Name, ResourceKind Kind, string Service, string Environment, string Team, Criticality Criticality, HealthState Health);

internal sealed record ToolResourceDetail(
    ToolResource Resource, string? Address, IReadOnlyDictionary<string, string> Labels, DateTimeOffset UpdatedAt, DateTimeOffset? RetiredAt, string Link);

/// <summary>The inventory, for other agents.</summary>
internal sealed class ResourceTools(ListResources resources, SreDbContext context, ResourceHealthBoard health, McpCaller caller)
{
    [McpServerTool(Name = "list_resources", Title = "List resources", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Lists servers, devices and services of the inventory that you may see, by name, with their health.")]
    public async Task<Page<ToolResource>> List(
        [Description("Part of a name, service, team or address.")] string? search = null,
        [Description("Only of this service.")] string? service = null,
        [Description("Only of this environment.")] string? environment = null,
        [Description("1 to 50; 20 by default.")] int? limit = null,
        [Description("next_cursor of the previous part.")] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        ResourceCursor? after = null;
        if (!string.IsNullOrEmpty(cursor) && !ResourceCursor.TryDecode(cursor, out after))
        {
            read.Add("cursor", "This is not a cursor that this list returned.");
        }

        var filter = new ResourceFilter { Search = read.Text("search", search?.Trim()), Service = read.Text("service", service), Environment = read.Text("environment", environment) };
        var part = read.Part(limit, null);
        read.Check();
        var page = await resources.RunAsync(caller.Scope, filter, part.Limit, after, cancellationToken);
        var states = await health.GetAsync(cancellationToken);
        return new([.. page.Items.Select(resource => Of(resource, states))], page.NextCursor);
    }

    [McpServerTool(Name = "get_resource", Title = "Get a resource", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("One resource of the inventory.")]
    public async Task<ToolResourceDetail> Get([Description("Its id.")] string id, CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        var wanted = read.Id("id", id);
        read.Check();
        var found = await context.FindResourceAsync(wanted ?? Guid.Empty, caller.Scope, cancellationToken) ?? throw new ResourceNotFound().AsError();
        return new(Of(found, await health.GetAsync(cancellationToken)), found.Address, ToolArguments.Cut(found.Labels), found.UpdatedAt, found.RetiredAt, caller.Link($"/resources/{found.Id}"));
    }

    private static ToolResource Of(Resource resource, HealthSnapshot states) => new(
        resource.Id, resource.Name, resource.Kind, resource.Service, resource.Environment, resource.Team, resource.Criticality,
        states.States.GetValueOrDefault(resource.Id, HealthState.Unknown));
}
