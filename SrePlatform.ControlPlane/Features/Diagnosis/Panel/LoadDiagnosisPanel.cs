using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>Loads the latest diagnosis of an incident, or one session, with its evidence.</summary>
internal sealed class LoadDiagnosisPanel(SreDbContext context, AssistantResults results, EvidenceStripBuilder strip, ProgressSteps progress)
{
    private const int MostEvents = 500;
    private const int MostRequests = 20;

    /// <summary>The newest diagnosis of an incident, or the session of it that was asked for.</summary>
    public async Task<DiagnosisPanel> OfIncidentAsync(Scope scope, Guid incidentId, Guid? sessionId, CancellationToken cancellationToken)
    {
        var requests = await context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context).Where(row => row.IncidentId == incidentId)
            .OrderByDescending(row => row.CreatedAt).Take(MostRequests).Select(DiagnosisView.Projection).ToListAsync(cancellationToken);
        var request = sessionId is { } chosen ? requests.Find(row => row.SessionId == chosen) : requests.FirstOrDefault();
        var panel = request is null ? new DiagnosisPanel(PanelState.None) : await OfRequestAsync(request, cancellationToken);
        return panel with { Others = [.. requests.Where(row => row.Id != request?.Id && row.SessionId is not null)] };
    }

    /// <summary>What became of a request, whether or not the Assistant has heard of it yet.</summary>
    public async Task<DiagnosisPanel> OfRequestAsync(DiagnosisView request, CancellationToken cancellationToken)
    {
        var panel = request switch
        {
            { SessionId: { } session } => await OfSessionAsync(session, cancellationToken)
                ?? new DiagnosisPanel(PanelState.Waiting) { WaitingSince = request.CreatedAt, Problem = request.Error },
            { State: DiagnosisState.Failed } => new DiagnosisPanel(PanelState.Failed) { Problem = request.Error },
            _ => new DiagnosisPanel(PanelState.Waiting) { WaitingSince = request.CreatedAt, Problem = request.Error },
        };
        return panel with { Request = request };
    }

    /// <summary>One session; null when there is none of this id.</summary>
    public async Task<DiagnosisPanel?> OfSessionAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var found = await results.FindSessionAsync(sessionId, cancellationToken);
        if (found.Failure is { } failure)
        {
            return new DiagnosisPanel(PanelState.Unavailable) { Problem = failure.Detail };
        }

        if (found.Value is not { } session)
        {
            return null;
        }

        var steps = progress.Of((await results.EventsAsync(sessionId, 0, MostEvents, cancellationToken)).Value ?? []);
        if (!session.IsOver)
        {
            return new DiagnosisPanel(PanelState.Running) { Session = session, Steps = steps };
        }

        var observations = (await results.ObservationsAsync(sessionId, cancellationToken)).Value ?? [];
        if (session.Kind is "execute" or "capacity" && (await results.FindAnswerAsync(sessionId, cancellationToken)).Value is { } answer)
        {
            return Answered(new DiagnosisPanel(PanelState.Completed) { Session = session, Steps = steps, Observations = observations }, answer);
        }

        if ((await results.FindAnalysisAsync(sessionId, cancellationToken)).Value?.Document is not { } analysis)
        {
            var state = session.Status == "cancelled" ? PanelState.Cancelled : PanelState.Failed;
            return new DiagnosisPanel(state) { Session = session, Steps = steps, Problem = session.Error, Observations = observations };
        }

        return new DiagnosisPanel(PanelState.Completed)
        {
            Session = session,
            Steps = steps,
            Analysis = analysis,
            Observations = observations,
            Evidence = strip.Build(analysis, observations, await PayloadsAsync(analysis, cancellationToken)),
        };
    }

    private static DiagnosisPanel Answered(DiagnosisPanel panel, AnswerRow answer)
    {
        var read = panel.Session!.Kind == "capacity"
            ? panel with { Capacity = AssistantResults.Document<CapacityDocument>(answer.Json) }
            : panel with { Answer = AssistantResults.Document<AnswerDocument>(answer.Json) };
        return read is { Answer: null, Capacity: null } ? read with { State = PanelState.Failed, Problem = answer.Headline } : read;
    }

    private async Task<Dictionary<Guid, byte[]>> PayloadsAsync(AnalysisDocument analysis, CancellationToken cancellationToken)
    {
        var payloads = new Dictionary<Guid, byte[]>();
        foreach (var id in analysis.Claims.Select(claim => claim.Chart?.ObservationId).OfType<Guid>().Distinct())
        {
            if ((await results.PayloadAsync(id, cancellationToken)).Value is { } bytes)
            {
                payloads[id] = bytes;
            }
        }

        return payloads;
    }
}
