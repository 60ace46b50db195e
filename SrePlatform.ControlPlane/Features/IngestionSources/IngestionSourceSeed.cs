using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.IngestionSources;

/// <summary>
/// Makes the sources of the configuration (<c>Sources:&lt;name&gt;:Token</c>) known. A changed token replaces the old one;
/// a source that the configuration no longer names keeps its token until it is removed by a person.
/// </summary>
internal sealed class IngestionSourceSeed(TimeProvider time) : IDatabaseSeed
{
    private static readonly Dictionary<string, IngestionScope> KnownScopes = new(StringComparer.Ordinal)
    {
        ["vmalert"] = IngestionScope.Ingest,
        ["alertmanager"] = IngestionScope.Ingest,
        ["victoria-metrics"] = IngestionScope.Discovery,
        ["ci"] = IngestionScope.Deployments,
    };

    public int Order => 10;

    public async Task SeedAsync(SreDbContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await context.Set<IngestionSource>().ToDictionaryAsync(source => source.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var (name, scope, token) in Read(configuration))
        {
            if (known.TryGetValue(name, out var source))
            {
                source.Rotate(scope, token, now);
            }
            else
            {
                context.Add(IngestionSource.Create(name, scope, token, now));
            }
        }
    }

    /// <summary>The sources that the configuration names, with <c>Sources:&lt;name&gt;:Scope</c> where the name alone does not say it.</summary>
    /// <exception cref="InvalidOperationException">A source has no known scope.</exception>
    internal static IEnumerable<(string Name, IngestionScope Scope, string Token)> Read(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection("Sources").GetChildren())
        {
            if (section["Token"] is not { Length: > 0 } token)
            {
                continue;
            }

            yield return (section.Key, ScopeOf(section), token);
        }
    }

    private static IngestionScope ScopeOf(IConfigurationSection section)
    {
        if (section["Scope"] is { Length: > 0 } text)
        {
            return Enum.TryParse<IngestionScope>(text, ignoreCase: true, out var scope) && Enum.IsDefined(scope)
                ? scope
                : throw new InvalidOperationException($"Sources:{section.Key}:Scope is '{text}'; it can be ingest, discovery or deployments.");
        }

        return KnownScopes.TryGetValue(section.Key, out var known)
            ? known
            : throw new InvalidOperationException($"Sources:{section.Key}:Scope is not set; it can be ingest, discovery or deployments.");
    }
}
