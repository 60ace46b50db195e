using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>States what was found, each statement with the observations that it rests on.</summary>
internal sealed class ClaimWriter(Findings findings, ClaimLedger ledger, Guid? ownIncident)
{
    private const int ShiftsPerCause = 3;
    private const int ConsequencesShown = 6;
    private const int AlertsShown = 5;
    private const int LoudShown = 4;

    private readonly RankingResult _ranking = findings.Ranking;

    public void Write()
    {
        Symptom();
        if (findings.Finding.Verdict is Verdict.RootCause or Verdict.Contributing)
        {
            foreach (var candidate in _ranking.Candidates.Where(candidate => candidate.Role is CandidateRole.Cause or CandidateRole.Contributing))
            {
                Cause(candidate);
            }

            Consequences();
        }

        RuledOut();
        if (findings.Finding.Verdict == Verdict.NoFault)
        {
            Healthy();
        }

        Context();
    }

    private void Symptom()
    {
        foreach (var alert in (findings.Evidence.Alerts?.Value ?? []).Where(alert => alert.Service is not null).OrderBy(alert => alert.StartsAt).Take(AlertsShown))
        {
            ledger.Add(
                ClaimKind.Symptom,
                Messages.Of("claim.alert", ("rule", alert.Rule ?? "An alert"), ("service", alert.Service), ("at", alert.StartsAt)),
                [findings.Evidence.Alerts!.Number]);
        }

        if (_ranking.Symptom is { } symptom)
        {
            ledger.Add(ClaimKind.Symptom, ShiftMessages.Of(symptom), [symptom.Series.ObservationNumber], symptom);
        }
    }

    private void Cause(CandidateScore candidate)
    {
        var shifts = candidate.IsSecondHand && candidate.Strongest is { } seen
            ? _ranking.Shifts.Where(shift => shift.Series.Peer == candidate.Service && shift.IsBad).OrderByDescending(shift => shift.Score).Prepend(seen).Distinct()
            : findings.ShiftsOf(candidate.Service);
        foreach (var shift in shifts.Take(candidate.Role == CandidateRole.Cause ? ShiftsPerCause : 1))
        {
            ledger.Add(ClaimKind.Cause, ShiftMessages.Of(shift), [shift.Series.ObservationNumber], shift);
        }

        Change(candidate);
    }

    private void Change(CandidateScore candidate)
    {
        var strongest = candidate.Strongest;
        if (candidate.ChangeEvent is { } change && candidate.Change > 0)
        {
            var isDeployment = change.Kind == "deployment";
            ledger.Add(
                ClaimKind.Change,
                Messages.Of(
                    isDeployment ? "claim.deployment_before_onset" : "claim.config_before_onset",
                    ("service", candidate.Service),
                    ("version", change.Version),
                    ("at", UnixTime.From(change.At)),
                    ("lead", candidate.Onset is { } onset ? Math.Max(0, onset - change.At) : null)),
                [isDeployment ? findings.Evidence.Deployments.Number : findings.Evidence.Audit.Number],
                strongest);
        }
        else if (candidate.ChangeEvent is { Restores: true } remedy)
        {
            ledger.Add(
                ClaimKind.Context,
                Messages.Of("claim.restored", ("service", candidate.Service), ("version", remedy.Version), ("at", UnixTime.From(remedy.At))),
                [findings.Evidence.Deployments.Number]);
        }
        else if (candidate.Role == CandidateRole.Cause)
        {
            ledger.Add(ClaimKind.Context, Messages.Of("claim.no_deployment", ("service", candidate.Service)), [findings.Evidence.Deployments.Number]);
        }
    }

    private void Consequences()
    {
        foreach (var candidate in _ranking.Candidates.Where(candidate => candidate.Role == CandidateRole.Consequence && candidate.Strongest is not null).Take(ConsequencesShown))
        {
            var shift = candidate.Strongest!;
            var cause = candidate.ExplainedBy ?? findings.Finding.Cause?.Service;
            ledger.Add(
                ClaimKind.Consequence,
                shift.IsShifted && shift.Series.Service == candidate.Service
                    ? Messages.Of("claim.consequence", [.. ShiftMessages.Args(shift), ("cause", cause)])
                    : Messages.Of("claim.consequence_plain", ("service", candidate.Service), ("cause", cause)),
                [shift.Series.ObservationNumber],
                shift);
        }
    }

    private void RuledOut()
    {
        foreach (var candidate in _ranking.Candidates
            .Where(candidate => candidate.Role == CandidateRole.Unrelated && candidate.Strongest is { IsShifted: true })
            .OrderByDescending(candidate => candidate.Strongest!.Score)
            .Take(LoudShown))
        {
            var shift = candidate.Strongest!;
            ledger.Add(
                ClaimKind.RuledOut,
                Messages.Of("claim.unrelated", [.. ShiftMessages.Args(shift), ("symptom", findings.Scope.SymptomServices)]),
                [shift.Series.ObservationNumber, findings.Evidence.Topology.Number],
                shift);
        }

        foreach (var candidate in _ranking.Candidates.Where(candidate => candidate.Reason == CandidateReason.ChangedWithoutEffect))
        {
            ledger.Add(
                ClaimKind.RuledOut,
                Messages.Of("claim.deployment_without_effect", ("service", candidate.Service), ("version", candidate.ChangeEvent?.Version), ("at", UnixTime.From(candidate.ChangeEvent?.At))),
                [findings.Evidence.Deployments.Number, .. MeasuredIn(candidate.Service)]);
        }

        string[] unmoved = [.. _ranking.Candidates.Where(candidate => candidate.Reason == CandidateReason.NoShift).Select(candidate => candidate.Service).Order(StringComparer.Ordinal)];
        if (unmoved.Length > 0 && findings.Finding.Verdict != Verdict.NoFault)
        {
            ledger.Add(ClaimKind.RuledOut, Messages.Of("claim.unmoved", ("services", unmoved)), unmoved.SelectMany(MeasuredIn));
        }
    }

    private void Healthy()
    {
        string[] unmoved = [.. _ranking.Shifts.GroupBy(shift => shift.Series.Service).Where(group => !group.Any(shift => shift.IsBad)).Select(group => group.Key).Order(StringComparer.Ordinal)];
        if (unmoved.Length > 0)
        {
            ledger.Add(
                ClaimKind.Healthy,
                Messages.Of("claim.all_unmoved", ("services", unmoved), ("window", (findings.Scope.End - findings.Scope.Start).TotalSeconds)),
                unmoved.SelectMany(MeasuredIn));
        }
    }

    private void Context()
    {
        foreach (var incident in (findings.Evidence.Incidents.Value ?? []).Where(incident => incident.Id != ownIncident && incident.State is not ("resolved" or "closed")).Take(3))
        {
            ledger.Add(ClaimKind.Context, Messages.Of("claim.open_incident", ("number", incident.Number), ("title", incident.Title)), [findings.Evidence.Incidents.Number]);
        }

        foreach (var entry in (findings.Evidence.Audit.Value ?? []).Where(RankingInputs.IsChange).Take(3))
        {
            ledger.Add(
                ClaimKind.Context,
                Messages.Of("claim.audit_change", ("actor", entry.Actor ?? "somebody"), ("action", entry.Action), ("service", entry.Service), ("at", entry.At)),
                [findings.Evidence.Audit.Number]);
        }
    }

    private IEnumerable<int> MeasuredIn(string service) => _ranking.Shifts
        .Where(shift => shift.Series.Service == service)
        .Select(shift => shift.Series.ObservationNumber);
}
