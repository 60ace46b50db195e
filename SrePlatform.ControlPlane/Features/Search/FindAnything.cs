using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Search;

/// <summary>Something that was found.</summary>
/// <param name="Icon">A name of Assets/icons.svg.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Note">What tells it from others.</param>
/// <param name="Address">Its page.</param>
internal sealed record Found(string Icon, string Name, string? Note, string Address);

/// <summary>What was found of one kind.</summary>
/// <param name="Title">Key of the text that names the kind.</param>
internal sealed record FoundGroup(string Title, IReadOnlyList<Found> Items);

/// <summary>
/// Looks for pages, incidents, resources, services, rules and deployments by a part of their names; a few of each, best first: what
/// begins with the words before what only holds them. Trigram indexes keep it quick.
/// </summary>
internal sealed class FindAnything(SreDbContext context, Texts texts, Formats formats)
{
    public const int LongestQuery = 100;

    private const string Reference = "INC-";

    public async Task<IReadOnlyList<FoundGroup>> RunAsync(Scope scope, string query, int most, CancellationToken cancellationToken)
    {
        var groups = new List<FoundGroup> { new("search.pages", Pages(query, most)) };
        if (query.Length > 0)
        {
            var (inside, first) = (LikePattern.Containing(query), LikePattern.StartingWith(query));
            groups.Insert(0, new("search.incidents", await IncidentsAsync(scope, query, inside, most, cancellationToken)));
            groups.Add(new("search.resources", await ResourcesAsync(scope, inside, first, most, cancellationToken)));
            groups.Add(new("search.services", [.. scope.IsAll ? await ServicesAsync(inside, first, most, cancellationToken) : Services(scope, query, most)]));
            groups.Add(new("search.rules", await RulesAsync(scope, inside, first, most, cancellationToken)));
            groups.Add(new("search.deployments", await DeploymentsAsync(scope, inside, most, cancellationToken)));
        }
        else
        {
            groups.Insert(0, new("search.open_incidents", await OpenAsync(scope, most, cancellationToken)));
        }

        return [.. groups.Where(group => group.Items.Count > 0)];
    }

    private List<Found> Pages(string query, int most) =>
    [
        .. Place.All.Select(place => new Found(place.Name, texts["nav." + place.Name], null, place.Address))
            .Append(new("person", texts["search.account"], null, "/account"))
            .Where(page => page.Name.Contains(query, StringComparison.CurrentCultureIgnoreCase) || page.Address.Contains(query, StringComparison.OrdinalIgnoreCase))
            .Take(query.Length == 0 ? 20 : most),
    ];

    private async Task<List<Found>> OpenAsync(Scope scope, int most, CancellationToken cancellationToken)
    {
        var rows = await context.Set<Incident>().AsNoTracking().In(scope, context)
            .Where(incident => incident.State != IncidentState.Resolved && incident.State != IncidentState.Closed)
            .OrderByDescending(incident => incident.OpenedAt).Take(most).Select(incident => new { incident.Number, incident.Title, incident.OpenedAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new Found("incidents", row.Title, $"{Reference}{row.Number} · {formats.Ago(row.OpenedAt)}", $"/incidents/{Reference}{row.Number}"));
    }

    private async Task<List<Found>> IncidentsAsync(Scope scope, string query, string inside, int most, CancellationToken cancellationToken)
    {
        var digits = query.StartsWith(Reference, StringComparison.OrdinalIgnoreCase) ? query[Reference.Length..] : query;
        var number = int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : -1;
        var rows = await context.Set<Incident>().AsNoTracking().In(scope, context)
            .Where(incident => incident.Number == number || EF.Functions.ILike(incident.Title, inside, @"\"))
            .OrderByDescending(incident => incident.Number == number).ThenByDescending(incident => incident.OpenedAt)
            .Take(most).Select(incident => new { incident.Number, incident.Title, incident.OpenedAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new Found("incidents", row.Title, $"{Reference}{row.Number} · {formats.Ago(row.OpenedAt)}", $"/incidents/{Reference}{row.Number}"));
    }

    private async Task<List<Found>> ResourcesAsync(Scope scope, string inside, string first, int most, CancellationToken cancellationToken)
    {
        var rows = await context.Set<Resource>().AsNoTracking().In(scope, context)
            .Where(resource => resource.RetiredAt == null && (EF.Functions.ILike(resource.Name, inside, @"\") || EF.Functions.ILike(resource.Address!, inside, @"\")))
            .OrderByDescending(resource => EF.Functions.ILike(resource.Name, first, @"\")).ThenBy(resource => resource.Name)
            .Take(most).Select(resource => new { resource.Id, resource.Name, resource.Service, resource.Environment }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new Found("resources", row.Name, $"{row.Service} · {row.Environment}", $"/resources/{row.Id}"));
    }

    private static IEnumerable<Found> Services(Scope scope, string query, int most) => scope.Services
        .Where(service => service.Contains(query, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(service => service.StartsWith(query, StringComparison.OrdinalIgnoreCase)).ThenBy(service => service, StringComparer.Ordinal)
        .Take(most).Select(Service);

    private async Task<IEnumerable<Found>> ServicesAsync(string inside, string first, int most, CancellationToken cancellationToken)
    {
        var rows = await context.Set<Resource>().Where(resource => resource.RetiredAt == null && EF.Functions.ILike(resource.Service, inside, @"\"))
            .GroupBy(resource => resource.Service).Select(service => service.Key)
            .OrderByDescending(service => EF.Functions.ILike(service, first, @"\")).ThenBy(service => service).Take(most).ToListAsync(cancellationToken);
        return rows.Select(Service);
    }

    private static Found Service(string service) => new("topology", service, null, $"/topology?service={Uri.EscapeDataString(service)}");

    private async Task<List<Found>> RulesAsync(Scope scope, string inside, string first, int most, CancellationToken cancellationToken)
    {
        var rows = await context.Set<AlertRule>().AsNoTracking().In(scope, context).Where(rule => EF.Functions.ILike(rule.Name, inside, @"\"))
            .OrderByDescending(rule => EF.Functions.ILike(rule.Name, first, @"\")).ThenBy(rule => rule.Name)
            .Take(most).Select(rule => new { rule.Id, rule.Name, rule.Group }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new Found("rules", row.Name, row.Group, $"/rules/{row.Id}"));
    }

    private async Task<List<Found>> DeploymentsAsync(Scope scope, string inside, int most, CancellationToken cancellationToken)
    {
        var rows = await context.Set<Deployment>().AsNoTracking().In(scope, context)
            .Where(deployment => EF.Functions.ILike(deployment.Service, inside, @"\") || EF.Functions.ILike(deployment.Version, inside, @"\"))
            .OrderByDescending(deployment => deployment.DeployedAt).ThenByDescending(deployment => deployment.Id)
            .Take(most).Select(deployment => new { deployment.Service, deployment.Version, deployment.DeployedAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new Found("deployments", $"{row.Service} {row.Version}", formats.Ago(row.DeployedAt), $"/deployments?service={Uri.EscapeDataString(row.Service)}"));
    }
}
