using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>
/// Objectives of the demo shop; taken away again where the demo is not wanted. They come without burn-rate rules: those compare windows
/// of hours and days, and a shop that is played with for minutes has no such history. Rules of people's objectives are written anew, since
/// what is generated may have improved.
/// </summary>
internal sealed class SloSeed(TimeProvider time) : IDatabaseSeed
{
    /// <summary>After the platform's own rules.</summary>
    public int Order => 35;

    public async Task SeedAsync(SreDbContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var definitions = configuration.GetValue("Seed:DemoRules", false) ? Demo() : [];
        var known = await context.Set<Slo>().ToDictionaryAsync(slo => slo.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var definition in definitions)
        {
            if (!known.TryGetValue(definition.Name, out var slo))
            {
                context.Add(slo = Slo.Create(definition, seeded: true, now));
            }
            else if (slo.Seeded)
            {
                slo.Define(definition, now);
            }
            else
            {
                continue;
            }

            await SloRules.RemoveAsync(context, slo, cancellationToken);
        }

        foreach (var slo in known.Values.Where(slo => !slo.Seeded && slo.GoodQuery.Length <= SloValidation.LongestQuery && slo.TotalQuery.Length <= SloValidation.LongestQuery))
        {
            await SloRules.WriteAsync(context, slo, now, cancellationToken);
        }

        foreach (var gone in known.Values.Where(slo => slo.Seeded && definitions.All(definition => definition.Name != slo.Name)))
        {
            await SloRules.RemoveAsync(context, gone, cancellationToken);
            context.Remove(gone);
        }
    }

    internal static IReadOnlyList<SloDefinition> Demo() =>
    [
        Define("Storefront availability", "storefront", "Shoppers get an answer.", SloIndicator.Availability, null, 99.5),
        Define("Checkout availability", "checkout", "Orders are not lost to errors.", SloIndicator.Availability, null, 99.5),
        Define("Checkout latency", "checkout", "Orders are placed within half a second.", SloIndicator.Latency, 0.5, 95),
    ];

    private static SloDefinition Define(string name, string service, string description, SloIndicator indicator, double? latency, double objective) =>
        SloValidation.Check(new() { Name = name, Service = service, Description = description, Indicator = indicator, LatencySeconds = latency, ObjectivePercent = objective }).TryGet(out var definition, out var failure)
            ? definition
            : throw new InvalidOperationException($"{name}: {failure.Detail}");
}
