using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>Who calls whom, with health.</summary>
internal sealed class IndexModel(TopologyReader reader, ServiceHealth health, EdgeErrors errors, IAuthorizationService authorization, Texts texts) : PageModel
{
    /// <summary>An edge is drawn as failing above this share.</summary>
    private const double Failing = 0.05;

    private HashSet<string>? _near;

    public TopologySnapshot Topology { get; private set; } = null!;

    /// <summary>Calls per second of each service that is called.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; private set; } = new Dictionary<string, double>();

    public GraphLayout Layout { get; private set; } = null!;

    public IReadOnlyDictionary<string, ServiceStatus> Services { get; private set; } = new Dictionary<string, ServiceStatus>();

    public IReadOnlyDictionary<(string From, string To), double> Errors { get; private set; } = new Dictionary<(string, string), double>();

    /// <summary>The service that the reader chose, if it exists.</summary>
    public ServiceStatus? Chosen { get; private set; }

    /// <summary>Of the chosen service.</summary>
    public IReadOnlyList<ServiceResource> Resources { get; private set; } = [];

    /// <summary>How many services are not drawn, since a drawing of more can be read by nobody.</summary>
    public int Hidden { get; private set; }

    /// <summary>As a table instead of a drawing.</summary>
    public bool AsList { get; private set; }

    public bool MayDeclare { get; private set; }

    public IEnumerable<TopologyEdge> Callers => Topology.Edges.Where(edge => edge.To == Chosen?.Service);

    public IEnumerable<TopologyEdge> Callees => Topology.Edges.Where(edge => edge.From == Chosen?.Service);

    public async Task<IActionResult> OnGetAsync(string? service, string? view, CancellationToken cancellationToken)
    {
        AsList = view == "list";
        MayDeclare = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        Topology = (await reader.GetAsync(cancellationToken)).In(HttpContext.Scope());
        Services = await health.ReadAsync(HttpContext.Scope(), Topology.Nodes, cancellationToken);
        Errors = Topology.Unavailable is null ? await errors.ReadAsync(cancellationToken) : Errors;
        Chosen = service is not null ? Services.GetValueOrDefault(service) : null;
        Resources = Chosen is null ? [] : await health.ResourcesAsync(HttpContext.Scope(), Chosen.Service, cancellationToken);
        var drawn = DrawnServices.Choose(Topology, Chosen?.Service, name => Services[name].State);
        Hidden = Topology.Nodes.Count - drawn.Count;
        Layout = GraphLayout.Of([.. Topology.Edges.Where(edge => drawn.Contains(edge.From) && drawn.Contains(edge.To))], Topology.Nodes.Select(node => node.Service).Where(drawn.Contains));
        Rates = Topology.Edges.GroupBy(edge => edge.To).ToDictionary(group => group.Key, group => group.Sum(edge => edge.RequestsPerSecond ?? 0), StringComparer.Ordinal);
        _near = Chosen is null ? null : [Chosen.Service, .. Topology.Edges.Where(edge => edge.From == Chosen.Service).Select(edge => edge.To), .. Topology.Edges.Where(edge => edge.To == Chosen.Service).Select(edge => edge.From)];
        return this.PageOrFragment("_Graph");
    }

    public string State()
    {
        if (Services.Count == 0)
        {
            return texts["topology.state.none"];
        }

        var ill = Services.Values.Count(service => service.State is ServiceState.Critical or ServiceState.Warning);
        var calls = texts.Count("topology.calls", Topology.Edges.Count);
        return ill == 0
            ? texts.Count("topology.state.well", Services.Count, ("calls", calls))
            : texts.Count("topology.state.ill", ill, ("total", Services.Count), ("calls", calls));
    }

    public bool Fails(TopologyEdge edge) => Errors.TryGetValue((edge.From, edge.To), out var share) && share >= Failing;

    public bool IsFaded(string service) => _near is not null && !_near.Contains(service);

    public bool IsFaded(TopologyEdge edge) => Chosen is not null && edge.From != Chosen.Service && edge.To != Chosen.Service;

    /// <summary>A curve from the caller's right side to the left side of what it calls, through its bends; backward calls go around below.</summary>
    public static string Path(PlacedEdge edge)
    {
        if (edge.To.Layer <= edge.From.Layer)
        {
            var (startX, startY) = (edge.From.X + (GraphLayout.NodeWidth / 2), edge.From.Y + GraphLayout.NodeHeight);
            var (endX, endY) = (edge.To.X + (GraphLayout.NodeWidth / 2), edge.To.Y + GraphLayout.NodeHeight);
            return string.Create(CultureInfo.InvariantCulture, $"M{startX:0.#},{startY:0.#} C{startX:0.#},{startY + 40:0.#} {endX:0.#},{endY + 40:0.#} {endX:0.#},{endY + 7:0.#}");
        }

        var (x, y) = (edge.From.X + GraphLayout.NodeWidth, edge.From.Y + (GraphLayout.NodeHeight / 2));
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M{x:0.#},{y:0.#}");
        foreach (var (bendX, bendY) in edge.Bends)
        {
            Curve(bendX, bendY);
            x = bendX + GraphLayout.NodeWidth;
            path.Append(CultureInfo.InvariantCulture, $" L{x:0.#},{y:0.#}");
        }

        Curve(edge.To.X - 7, edge.To.Y + (GraphLayout.NodeHeight / 2));
        return path.ToString();

        void Curve(double toX, double toY)
        {
            var bend = (toX - x) / 2;
            path.Append(CultureInfo.InvariantCulture, $" C{x + bend:0.#},{y:0.#} {toX - bend:0.#},{toY:0.#} {toX:0.#},{toY:0.#}");
            (x, y) = (toX, toY);
        }
    }

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
