using SrePlatform.ControlPlane.Features.Alerts;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Why an alert opens no incident and notifies nobody.</summary>
/// <param name="Reason">Which kind of cause.</param>
/// <param name="By">The silence, or the alert that explains this one.</param>
/// <param name="Note">In words: the silence's reason, or the explaining alert.</param>
/// <param name="IncidentId">The incident of the explaining alert.</param>
internal sealed record Suppression(SuppressionReason Reason, Guid By, string Note, Guid? IncidentId = null);

/// <summary>A firing alert that explains those of what depends on its target.</summary>
internal sealed record ExplainingAlert(Guid Id, string Fingerprint, string Rule, string? Service, Guid? ResourceId, string? Resource, DateTimeOffset StartsAt, Guid? IncidentId);

/// <summary>Decides whether an alert is held back: a pure function of its labels, the silences that hold now, and what explains it.</summary>
internal static class SuppressionDecision
{
    /// <summary>Alerts of a dependant that began this much before its cause was seen are still explained by it: checks run at different moments.</summary>
    public static readonly TimeSpan Head = TimeSpan.FromMinutes(2);

    /// <param name="alert">What it is about.</param>
    /// <param name="fingerprint">Of the alert, which never explains itself.</param>
    /// <param name="startsAt">When it began.</param>
    /// <param name="silences">Those that hold now.</param>
    /// <param name="causes">Firing alerts that may explain others.</param>
    /// <param name="dependsOn">Whether the first service depends on the second, by what people declared.</param>
    public static Suppression? Decide(
        AlertFacts alert, string fingerprint, DateTimeOffset startsAt, IReadOnlyList<Silence> silences, IReadOnlyList<ExplainingAlert> causes, Func<string, string, bool> dependsOn)
    {
        foreach (var silence in silences)
        {
            if (silence.Covers(alert))
            {
                return new(silence.Kind is SilenceKind.Maintenance ? SuppressionReason.Maintenance : SuppressionReason.Silenced, silence.Id, silence.Reason);
            }
        }

        if (alert.Service is not { } service)
        {
            return null;
        }

        var cause = causes
            .Where(cause => cause.Fingerprint != fingerprint && cause.Service is { } other && other != service && startsAt >= cause.StartsAt - Head && dependsOn(service, other))
            .MinBy(cause => cause.StartsAt);
        return cause is null ? null : new(SuppressionReason.Inhibited, cause.Id, $"{cause.Rule}: {cause.Resource ?? cause.Service}", cause.IncidentId);
    }
}
