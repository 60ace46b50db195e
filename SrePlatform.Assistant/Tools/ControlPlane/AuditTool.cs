using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

/// <summary>Reads what people and automation did in a window.</summary>
internal sealed class AuditTool(ControlPlaneClient client) : ITool<WindowArguments, IReadOnlyList<AuditRecord>>
{
    public string Name => "audit_log";

    public string Source => Sources.Audit;

    public ToolQuestion Describe(WindowArguments arguments) => new(PathOf(arguments), arguments.ToJson(), arguments.Since, arguments.Until);

    public Task<ToolBytes> FetchAsync(WindowArguments arguments, CancellationToken cancellationToken) => client.GetAsync(PathOf(arguments), cancellationToken);

    public ToolReading<IReadOnlyList<AuditRecord>> Read(WindowArguments arguments, ReadOnlySpan<byte> content)
    {
        var page = AssistantJson.Deserialize<ControlPlanePage<AuditRecord>>(content);
        var more = page.NextCursor is null ? "" : ", the latest of more";
        return new(page.Items, page.Items.Count == 0, $"{page.Items.Count} audit entries{more}");
    }

    private static string PathOf(WindowArguments arguments) => ListPath.Of(
        "audit-logs", ("since", ListPath.Time(arguments.Since)), ("until", ListPath.Time(arguments.Until)), ("limit", ListPath.Limit));
}
