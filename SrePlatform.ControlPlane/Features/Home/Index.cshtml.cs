using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Home;

/// <summary>A service of the board: its colour and its signals.</summary>
internal sealed record ServiceLine(ServiceStatus Status, ServiceSignals? Signals);

/// <summary>
/// The first page: what burns and why, how services do, what was found and what was changed lately. Its two live parts are answered
/// alone when HTMX asks: <c>fire</c> at each change of an incident, <c>board</c> now and then.
/// </summary>
internal sealed class IndexModel(
    ReadFire fires, GoldenSignals signals, ReadGroupHealth groups, TopologyReader topology, ServiceHealth health, ListDeployments deployments, Texts texts, Formats formats) : PageModel
{
    private const int MostServices = 40;
    private const int MostDeployments = 6;

    public IReadOnlyList<Fire> Fires { get; private set; } = [];

    public int Critical => Fires.Count(fire => fire.Incident.Severity == IncidentSeverity.Critical);

    public DateTimeOffset? LastResolved { get; private set; }

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public IReadOnlyList<Deployment> Deployments { get; private set; } = [];

    public IReadOnlyList<ServiceLine> Services { get; private set; } = [];

    /// <summary>How many more services there are than are shown.</summary>
    public int MoreServices { get; private set; }

    public MetricsFailure? Unavailable { get; private set; }

    public IReadOnlyList<GroupHealth> Groups { get; private set; } = [];

    /// <summary>A person who is in no team sees hardly anything, and must be told why.</summary>
    public bool IsInNoTeam { get; private set; }

    public int Ill => Services.Count(line => line.Status.State is ServiceState.Critical or ServiceState.Warning);

    public int Unmeasured => Services.Count(line => line.Status.State is ServiceState.Unknown);

    public async Task<IActionResult> OnGetAsync(string? part, CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        IsInNoTeam = !scope.IsAll && scope.Teams.Count == 0;
        var fragment = Request.WantsFragment() ? part : null;
        if (fragment is null or "fire")
        {
            await LoadFireAsync(scope, cancellationToken);
        }

        if (fragment is null or "board")
        {
            await LoadBoardAsync(scope, cancellationToken);
        }

        return fragment switch
        {
            "fire" => Partial("_Fire", this),
            "board" => Partial("_Board", this),
            _ => Page(),
        };
    }

    /// <summary>How the services are: what needs a look first, then what nobody can tell.</summary>
    public string? BoardState() => (Services.Count, Ill, Unmeasured) switch
    {
        (0, _, _) => null,
        (var all, > 0, _) => texts.Count("home.services_ill", Ill, ("total", all)),
        (var all, _, > 0) => texts.Count("home.services_unmeasured", Unmeasured, ("total", all)),
        (var all, _, _) => texts.Count("home.services_well", all),
    };

    /// <summary>How things are, in one sentence.</summary>
    public string State() => (Fires.Count, LastResolved) switch
    {
        (> 0, _) => texts.Count("home.state.burning", Fires.Count, ("critical", Critical)),
        (_, { } last) => texts["home.state.calm_since", ("when", formats.Ago(last))],
        _ => texts["home.state.calm"],
    };

    private async Task LoadFireAsync(Scope scope, CancellationToken cancellationToken)
    {
        Fires = await fires.IncidentsAsync(scope, cancellationToken);
        LastResolved = Fires.Count == 0 ? await fires.LastResolvedAsync(scope, cancellationToken) : null;
        Findings = await fires.LatestAsync(scope, cancellationToken);
        Deployments = (await deployments.RunAsync(scope, new DeploymentFilter(null, null, null, null, null), new PageRequest(MostDeployments, null), cancellationToken)).Items;
    }

    private async Task LoadBoardAsync(Scope scope, CancellationToken cancellationToken)
    {
        var board = await signals.GetAsync(cancellationToken);
        Unavailable = board.Unavailable;
        var bySignal = board.Services.ToDictionary(service => service.Service, StringComparer.Ordinal);
        var nodes = (await topology.GetAsync(cancellationToken)).In(scope).Nodes;
        var lines = (await health.ReadAsync(scope, nodes, cancellationToken)).Values
            .Select(status => new ServiceLine(status, bySignal.GetValueOrDefault(status.Service)))
            .OrderByDescending(line => line.Status.State is ServiceState.Critical ? 2 : line.Status.State is ServiceState.Warning ? 1 : 0)
            .ThenBy(line => line.Signals?.Requests is null).ThenBy(line => line.Status.Service, StringComparer.Ordinal).ToList();
        (Services, MoreServices) = (lines.Count > MostServices ? lines[..MostServices] : lines, Math.Max(0, lines.Count - MostServices));
        Groups = await groups.RunAsync(scope, cancellationToken);
    }
}
