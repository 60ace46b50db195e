using System.ComponentModel;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

internal sealed record ToolDeployment(
    Guid Id, string Service, string Version, string? PreviousVersion, string Environment, DeploymentStatus Status, string? DeployedBy, string? Commit, string? Description, DateTimeOffset DeployedAt);

/// <summary>Deployments, for other agents.</summary>
internal sealed class DeploymentTools(ListDeployments deployments, McpCaller caller)
{
    [McpServerTool(Name = "list_deployments", Title = "List deployments", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Lists deployments that you may see, latest first.")]
    public async Task<Page<ToolDeployment>> List(
        [Description("Only of this service.")] string? service = null,
        [Description("Only of this environment.")] string? environment = null,
        [Description("At or after this time, e.g. 2026-01-31T14:00:00Z.")] string? since = null,
        [Description("Before this time.")] string? until = null,
        [Description("1 to 50; 20 by default.")] int? limit = null,
        [Description("next_cursor of the previous part.")] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        var part = read.Part(limit, cursor);
        var filter = new DeploymentFilter(read.Text("service", service), read.Text("environment", environment), null, read.Time("since", since), read.Time("until", until));
        read.Check();
        var page = await deployments.RunAsync(caller.Scope, filter, part, cancellationToken);
        return new([.. page.Items.Select(Of)], page.NextCursor);
    }

    private static ToolDeployment Of(Deployment deployment) => new(
        deployment.Id, deployment.Service, deployment.Version, deployment.PreviousVersion, deployment.Environment, deployment.Status, deployment.DeployedBy, deployment.Commit,
        ToolArguments.Cut(deployment.Description), deployment.DeployedAt);
}
