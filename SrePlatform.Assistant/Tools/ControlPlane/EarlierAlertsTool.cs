using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

/// <summary>Reads which alerts fired at any time of a window, of all services.</summary>
internal sealed class EarlierAlertsTool(ControlPlaneClient client) : ITool<WindowArguments, IReadOnlyList<AlertRecord>>
{
    public string Name => "earlier_alerts";

    public string Source => Sources.Alerts;

    public ToolQuestion Describe(WindowArguments arguments) => new(PathOf(arguments), arguments.ToJson(), arguments.Since, arguments.Until);

    public Task<ToolBytes> FetchAsync(WindowArguments arguments, CancellationToken cancellationToken) => client.GetAsync(PathOf(arguments), cancellationToken);

    public ToolReading<IReadOnlyList<AlertRecord>> Read(WindowArguments arguments, ReadOnlySpan<byte> content)
    {
        var page = AssistantJson.Deserialize<ControlPlanePage<AlertRecord>>(content);
        var more = page.NextCursor is null ? "" : ", the latest of more";
        return new(page.Items, page.Items.Count == 0, $"{page.Items.Count} alerts in the window{more}");
    }

    private static string PathOf(WindowArguments arguments) => ListPath.Of(
        "alerts", ("since", ListPath.Time(arguments.Since)), ("until", ListPath.Time(arguments.Until)), ("limit", ListPath.Limit));
}
