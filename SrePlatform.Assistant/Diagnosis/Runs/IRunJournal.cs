using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>What a run tells while it works: kept in the database for a session, in memory for a replay.</summary>
internal interface IRunJournal
{
    Task AddObservationAsync(RunLease lease, Observation observation, object eventData, CancellationToken cancellationToken);

    Task AddEventAsync(RunLease lease, SessionEventKind kind, object data, CancellationToken cancellationToken);

    Task StepAsync(RunLease lease, string step, int progress, object data, CancellationToken cancellationToken);
}
