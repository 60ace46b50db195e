using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>"Diagnose now" for services, whether or not anything is wrong with them.</summary>
internal sealed class DiagnoseServices(SreDbContext context, RequestDiagnosis diagnoses, TimeProvider time)
{
    public const int MostServices = 200;
    public const int LongestName = 200;

    /// <param name="services">Names of services.</param>
    /// <param name="at">When it is thought to have begun; how they do now without it.</param>
    /// <param name="key">The same key returns the same diagnosis.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="scope">What they see; the Assistant will see no more.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<DiagnosisRequest>> RunAsync(IReadOnlyList<string>? services, DateTimeOffset? at, string key, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        var names = (services ?? []).Select(service => service?.Trim() ?? "").Distinct(StringComparer.Ordinal).ToList();
        if (names.Count is 0 or > MostServices)
        {
            return new AskInvalid("services", "services", $"{MostServices}");
        }

        if (names.Exists(name => name.Length is 0 or > LongestName || name.Contains('\0', StringComparison.Ordinal)))
        {
            return new AskInvalid("services", "name", $"{LongestName}");
        }

        if (at > time.GetUtcNow())
        {
            return new AskInvalid("at", "time");
        }

        if (await context.Set<DiagnosisRequest>().SingleOrDefaultAsync(request => request.IdempotencyKey == key, cancellationToken) is { } before)
        {
            return before;
        }

        var request = diagnoses.AddForServices(names, at, key, actor, scope);
        await context.SaveChangesAsync(cancellationToken);
        return request;
    }
}
