using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace SrePlatform.Benchmarks.Load;

/// <summary>Every page that can be asked for: lists as they are, details with an id that exists.</summary>
internal static class LoadPages
{
    /// <summary>Detail pages, and a query for what stands in their address.</summary>
    private static readonly (string Pattern, string Sql)[] Details =
    [
        ("/incidents/{0}", "SELECT 'INC-' || number FROM control.incident ORDER BY number DESC LIMIT 1"),
        ("/resources/{0}", "SELECT r.id::text FROM control.resource r JOIN control.resource_check c ON c.resource_id = r.id LIMIT 1"),
        ("/resources/{0}/edit", "SELECT id::text FROM control.resource LIMIT 1"),
        ("/services/{0}", "SELECT service FROM control.resource ORDER BY name LIMIT 1"),
        ("/topology?service={0}", "SELECT 'service-3'"),
        ("/rules/{0}", "SELECT id::text FROM control.alert_rule WHERE name = 'Rule 1'"),
        ("/settings/teams/{0}", "SELECT name FROM control.team LIMIT 1"),
        ("/settings/groups/{0}", "SELECT id::text FROM control.resource_group LIMIT 1"),
        ("/settings/users/{0}", "SELECT sub FROM control.user_profile LIMIT 1"),
        ("/incidents?state=all&q={0}", "SELECT 'slowly'"),
        ("/alerts?service={0}", "SELECT 'service-7'"),
        ("/resources?q={0}", "SELECT 'service-77'"),
        ("/audit?actor={0}", "SELECT 'user-7'"),
        ("/search?q={0}", "SELECT 'service-12'"),
    ];

    /// <summary>Pages that are about signing in or failing, and fragments that no person opens.</summary>
    private static readonly string[] Left = ["/error", "/signed-out", "/sign-in-failed", "/access-denied", "/resources/batch"];

    public static async Task<IReadOnlyList<string>> FindAsync(LoadHost host, string connectionString, CancellationToken cancellationToken)
    {
        var pages = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null && endpoint.RoutePattern.Parameters.Count == 0)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .Where(page => !Array.Exists(Left, page.StartsWith))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var (pattern, sql) in Details)
        {
#pragma warning disable CA2100 // The queries above.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            if (await command.ExecuteScalarAsync(cancellationToken) is string value)
            {
                pages.Add(pattern.Replace("{0}", Uri.EscapeDataString(value), StringComparison.Ordinal));
            }
        }

        return pages;
    }
}
