using System.Reflection;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>The dashboards that this program was built with: the same files that Grafana reads.</summary>
internal sealed class DashboardCatalog
{
    private const string Folder = "Dashboards/";

    // In the order in which people meet them.
    private static readonly string[] Order = ["services", "resources", "agents", "platform"];

    public IReadOnlyList<Dashboard> All { get; } = Load();

    /// <summary>Those that have something to show to a reader.</summary>
    public IEnumerable<Dashboard> For(DashboardAccess access) => All.Where(dashboard => access.SeesAll || !dashboard.IsPlatformWide);

    public Dashboard? Find(string name, DashboardAccess access) => For(access).FirstOrDefault(dashboard => dashboard.Name == name);

    public (Dashboard Dashboard, Panel Panel)? Find(string name, int panel, DashboardAccess access) =>
        Find(name, access) is { } dashboard && dashboard.Panels.FirstOrDefault(one => one.Id == panel && one.Kind != PanelKind.Row) is { } found ? (dashboard, found) : null;

    private static List<Dashboard> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
                .Select(resource => Path.GetFileNameWithoutExtension(resource[Folder.Length..]))
                .OrderBy(name => Array.IndexOf(Order, name) is var place and >= 0 ? place : Order.Length).ThenBy(name => name, StringComparer.Ordinal)
                .Select(name =>
                {
                    using var file = assembly.GetManifestResourceStream($"{Folder}{name}.json")!;
                    return DashboardFile.Read(name, file);
                }),
        ];
    }
}
