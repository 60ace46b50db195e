using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.ControlPlane;

/// <summary>Rows that tests arrange.</summary>
internal static class ControlPlaneRows
{
    public static async Task<Guid> AddResourceAsync(this TestDatabase database, string name, string service, string criticality = "medium")
    {
        var id = Guid.NewGuid();
        await database.ExecuteAsync(
            """
            INSERT INTO control.resource (id, name, kind, service, environment, team, criticality, metrics_path, labels, origin, created_at, updated_at)
            VALUES ($1, $2, 'service', $3, 'demo', 'shop', $4, '/metrics', '{}', 'declared', now(), now())
            """,
            id, name, service, criticality);
        return id;
    }

    public static Task AddEdgeAsync(this TestDatabase database, string caller, string callee) => database.ExecuteAsync(
        "INSERT INTO control.declared_edge (id, from_service, to_service, created_at) VALUES (gen_random_uuid(), $1, $2, now())", caller, callee);
}
