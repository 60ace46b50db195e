using Npgsql;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>What is known of a resource that an alert may be about.</summary>
internal sealed record KnownResource(Guid Id, string Name, string? Service, string? Team, string? Env);

/// <summary>Finds the resources and services that a batch of alerts names.</summary>
internal sealed class KnownTargets(IReadOnlyDictionary<Guid, KnownResource> resources, IReadOnlyDictionary<string, KnownResource> services)
{
    public static readonly KnownTargets None = new(new Dictionary<Guid, KnownResource>(), new Dictionary<string, KnownResource>());

    /// <summary>One query for the whole batch.</summary>
    public static async Task<KnownTargets> ReadAsync(NpgsqlConnection connection, IEnumerable<IncomingAlert> alerts, CancellationToken cancellationToken)
    {
        var ids = alerts.Select(ResourceIdOf).OfType<Guid>().Distinct().ToArray();
        var names = alerts.Select(alert => alert.Label("service")).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        await using var command = new NpgsqlCommand(
            """
            SELECT id, name, service, team, environment FROM control.resource WHERE id = ANY($1)
            UNION
            (SELECT DISTINCT ON (service) id, name, service, team, environment FROM control.resource WHERE service = ANY($2) AND retired_at IS NULL ORDER BY service, id)
            """,
            connection)
        {
            Parameters = { new() { Value = ids }, new() { Value = names } },
        };
        var resources = new Dictionary<Guid, KnownResource>();
        var services = new Dictionary<string, KnownResource>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var resource = new KnownResource(reader.GetGuid(0), reader.GetString(1), Text(reader, 2), Text(reader, 3), Text(reader, 4));
            resources[resource.Id] = resource;
            if (resource.Service is { } service)
            {
                services.TryAdd(service, resource);
            }
        }

        return new KnownTargets(resources, services);
    }

    /// <summary>A known resource, else a known service, else what the labels say, marked as unmapped.</summary>
    public AlertTarget Map(IncomingAlert alert)
    {
        var service = alert.Label("service");
        if (ResourceIdOf(alert) is { } id && resources.TryGetValue(id, out var resource))
        {
            return new AlertTarget(
                AlertMapping.Resource, service ?? resource.Service, resource.Id, resource.Name, alert.Label("team") ?? resource.Team, alert.Label("env") ?? resource.Env);
        }

        if (service is not null && services.TryGetValue(service, out var one))
        {
            return new AlertTarget(AlertMapping.Service, service, null, alert.Label("resource"), alert.Label("team") ?? one.Team, alert.Label("env") ?? one.Env);
        }

        return new AlertTarget(AlertMapping.Unmapped, service, null, alert.Label("resource"), alert.Label("team"), alert.Label("env"));
    }

    private static Guid? ResourceIdOf(IncomingAlert alert) => Guid.TryParse(alert.Label("resource_id"), out var id) ? id : null;

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>What an alert is about.</summary>
internal sealed record AlertTarget(AlertMapping Mapping, string? Service, Guid? ResourceId, string? Resource, string? Team, string? Env);
