using System.Collections.Concurrent;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Diagnosis.Replay;

/// <summary>Keeps what a run observed, without a database.</summary>
internal sealed class MemoryJournal : IRunJournal
{
    private readonly ConcurrentQueue<Observation> _observations = new();

    /// <summary>What was observed, by number.</summary>
    public IReadOnlyList<Observation> Observations => [.. _observations.OrderBy(row => row.Number)];

    public Task AddObservationAsync(RunLease lease, Observation observation, object eventData, CancellationToken cancellationToken)
    {
        _observations.Enqueue(observation);
        return Task.CompletedTask;
    }

    public Task AddEventAsync(RunLease lease, SessionEventKind kind, object data, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StepAsync(RunLease lease, string step, int progress, object data, CancellationToken cancellationToken) => Task.CompletedTask;
}
