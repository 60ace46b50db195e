namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>Something that helped or hindered, by name, with values for its sentence and what it rests on.</summary>
internal sealed record Judged(bool Helped, string Reason, IReadOnlyList<string> Cites, TimeSpan? Took = null, int Count = 0, int Of = 0);

/// <summary>Says what helped and what hindered, from the record alone. Pure.</summary>
internal static class ResponseJudgement
{
    private const int ManyAlerts = 10;
    private const int FewAlertsLeft = 5;
    private static readonly TimeSpan SoonNoticed = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LateNoticed = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SoonAcknowledged = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LateAcknowledged = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SoonDiagnosed = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LateDiagnosed = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<Judged> Of(ResponseFacts facts) => [.. Noticing(facts), .. Diagnosing(facts), .. Acting(facts), .. Noise(facts)];

    private static IEnumerable<Judged> Noticing(ResponseFacts facts)
    {
        var noticed = facts.Opened - facts.Started;
        if (facts.OpenedBy is { } opened && noticed <= SoonNoticed)
        {
            yield return new(true, "noticed_soon", [opened], Positive(noticed));
        }
        else if (facts.OpenedBy is { } late && noticed > LateNoticed)
        {
            yield return new(false, "noticed_late", [late], noticed);
        }

        if (facts is { Acknowledged: { } at, AcknowledgedBy: { } code } && at - facts.Opened is var took && (took <= SoonAcknowledged || took > LateAcknowledged))
        {
            yield return new(took <= SoonAcknowledged, took <= SoonAcknowledged ? "acknowledged_soon" : "acknowledged_late", Cites(facts.OpenedBy, code), Positive(took));
        }
        else if (facts is { Acknowledged: null, OpenedBy: { } alone })
        {
            yield return new(false, "nobody_acknowledged", Cites(alone, facts.ResolvedBy));
        }

        if (facts.Escalated.Count > 0)
        {
            yield return new(false, "escalated", facts.Escalated, Count: facts.Escalated.Count);
        }
    }

    private static IEnumerable<Judged> Diagnosing(ResponseFacts facts)
    {
        if (facts is { Diagnosed: { } at, DiagnosedBy: { } code, VerdictCode: { } verdict })
        {
            var took = Positive(at - facts.Opened);
            if (facts.Verdict is "root_cause" or "contributing")
            {
                yield return new(true, took <= SoonDiagnosed ? "cause_found_soon" : "cause_found", Cites(code, verdict), took);
            }
            else
            {
                yield return new(false, "cause_not_found", Cites(code, verdict), took);
            }

            if (took > LateDiagnosed)
            {
                yield return new(false, "diagnosed_late", Cites(facts.OpenedBy, code), took);
            }
        }

        if (facts is { Grade: "yes" or "partly", GradeCode: { } good })
        {
            yield return new(true, "graded_right", [good]);
        }
        else if (facts is { Grade: "no" or "harmful", GradeCode: { } bad })
        {
            yield return new(false, "graded_wrong", [bad]);
        }

        if (facts.DiagnosesFailed.Count > 0)
        {
            yield return new(false, "diagnosis_failed", facts.DiagnosesFailed, Count: facts.DiagnosesFailed.Count);
        }

        if (facts.SourcesAway.Count > 0)
        {
            yield return new(false, "sources_away", facts.SourcesAway, Count: facts.SourcesAway.Count);
        }
    }

    private static IEnumerable<Judged> Acting(ResponseFacts facts)
    {
        if (facts is { ActionRequested: { } asked, ActionApproved: { } decided } && decided.At - asked.At is var waited && waited > LongWait)
        {
            yield return new(false, "approval_waited", [asked.Code, decided.Code], waited);
        }

        foreach (var (effect, code) in facts.Verified)
        {
            yield return effect switch
            {
                EffectWord.Fixed => new(true, "action_fixed", [code]),
                EffectWord.Worse => new(false, "action_worse", [code]),
                _ => new(false, "action_no_change", [code]),
            };
        }

        if (facts.Reopened.Count > 0)
        {
            yield return new(false, "reopened", facts.Reopened, Count: facts.Reopened.Count);
        }
    }

    private static IEnumerable<Judged> Noise(ResponseFacts facts)
    {
        var told = facts.Alerts.Count - facts.Inhibited.Count - facts.Silenced.Count;
        if (facts.Inhibited.Count > 0)
        {
            yield return new(true, "inhibited", facts.Inhibited, Count: facts.Inhibited.Count, Of: facts.Alerts.Count);
        }

        if (told >= ManyAlerts || facts.Inhibited.Count == 0 && told > FewAlertsLeft)
        {
            yield return new(false, "noise", [.. facts.Alerts.Except(facts.Inhibited).Except(facts.Silenced)], Count: told, Of: facts.Alerts.Count);
        }

        if (facts.Silenced.Count > 0)
        {
            yield return new(false, "silenced", facts.Silenced, Count: facts.Silenced.Count);
        }

        if (facts.Repeated.Count > 0)
        {
            yield return new(false, "flapping", facts.Repeated, Count: facts.Repeated.Count);
        }

        if (facts.Earlier.Count > 0)
        {
            yield return new(false, "repeats", facts.Earlier, Count: facts.Earlier.Count);
        }
    }

    private static TimeSpan Positive(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private static IReadOnlyList<string> Cites(params string?[] codes) => [.. codes.OfType<string>().Distinct()];
}
