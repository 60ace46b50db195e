using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

internal sealed record ToolRunbook(string Name, int Version, string Title, RunbookKind Kind, RunbookRisk Risk, IReadOnlyList<string> Environments, string? Team);

/// <param name="Parameters">JSON Schema of what <c>propose_action</c> takes as parameters.</param>
/// <param name="Text">What it says to people.</param>
internal sealed record ToolRunbookDetail(ToolRunbook Runbook, JsonElement? Parameters, string Expected, string BlastRadius, bool Reverts, string? Text);

internal sealed record ToolRunbooks(IReadOnlyList<ToolRunbook> Items);

/// <summary>Reviewed runbooks, for other agents.</summary>
internal sealed class RunbookTools(FindRunbook runbooks, McpCaller caller)
{
    private const int MostRunbooks = 100;
    private const int LongestText = 4000;

    [McpServerTool(Name = "list_runbooks", Title = "List runbooks", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Runbooks that may run, by name, at most 100.")]
    public async Task<ToolRunbooks> List([Description("Part of a name or title.")] string? search = null, CancellationToken cancellationToken = default) =>
        new([.. (await runbooks.AllCurrentAsync(cancellationToken))
            .Where(runbook => Sees(caller.Scope, runbook))
            .Where(runbook => string.IsNullOrEmpty(search) || runbook.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || runbook.Document.Title.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Take(MostRunbooks).Select(Of)]);

    [McpServerTool(Name = "get_runbook", Title = "Get a runbook", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("One runbook: what it does, for whom, its risk, and the schema of its parameters.")]
    public async Task<ToolRunbookDetail> Get([Description("Its name.")] string name, CancellationToken cancellationToken = default)
    {
        var runbook = await FindAsync(runbooks, caller.Scope, name, cancellationToken);
        var document = runbook.Document;
        return new(Of(runbook), document.Parameters, document.Expected, document.BlastRadius, document.Revert is not null, ToolArguments.Cut(document.Body, LongestText));
    }

    /// <summary>One that the caller may use; a runbook of another team is not there.</summary>
    public static async Task<UsableRunbook> FindAsync(FindRunbook runbooks, Scope scope, string name, CancellationToken cancellationToken) =>
        !(await runbooks.CurrentAsync(name, cancellationToken)).TryGet(out var runbook, out var failure) ? throw failure.AsError()
        : Sees(scope, runbook) ? runbook
        : throw new RunbookNotFound(name).AsError();

    private static bool Sees(Scope scope, UsableRunbook runbook) => scope.IsAll || runbook.Document.Team is not { } team || scope.Teams.Contains(team);

    private static ToolRunbook Of(UsableRunbook runbook) => new(
        runbook.Name, runbook.Version, runbook.Document.Title, runbook.Document.Kind, runbook.Document.Risk, runbook.Document.Environments, runbook.Document.Team);
}
