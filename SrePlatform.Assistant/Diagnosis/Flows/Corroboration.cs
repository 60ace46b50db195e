using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Knowledge;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Telemetry;
using SrePlatform.Assistant.Tools.Knowledge;
using SrePlatform.Assistant.Tools.Logs;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>
/// What logs say around the onset, and what is written down about the cause: cited beside a finding, after it has been concluded from
/// the metrics. Verdict, cause and confidence are what they were, whatever is found here.
/// </summary>
internal sealed class Corroboration(LogsTool logs, IEnumerable<KnowledgeTool> knowledge, AssistantMetrics metrics)
{
    private const int MostServices = 3;
    private const int MostSeen = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>The analysis with what was found added; the same where there is nothing to look for, or nowhere.</summary>
    public async Task<AnalysisDocument> AddAsync(RunContext run, AnalysisDocument document, CancellationToken cancellationToken)
    {
        var ledger = new Additions(run, metrics, document.Claims);
        if (logs.IsOn && document is { Verdict: not Verdict.NoFault, Window.Onset: { } onset })
        {
            await run.StepAsync(Messages.Of("step.reading_logs"), 85, cancellationToken);
            await Task.WhenAll(Suspects(document).Select(service => ReadLogsAsync(run, ledger, service, onset, document.Window.End, cancellationToken)));
        }

        if (document.Verdict is Verdict.RootCause or Verdict.Contributing)
        {
            await RememberAsync(run, ledger, document, cancellationToken);
        }

        return ledger.All.Count == document.Claims.Count && document.Statistics.Observations == run.Evidence.All.Count ? document : document with
        {
            Claims = ledger.All,
            Coverage = CoverageTable.Of(run.Evidence.All),
            Missing = [.. document.Missing.Where(missing => missing.Key != "missing.logs" || !ledger.LogsRead.Contains((string?)missing.Args["service"]))],
            Statistics = document.Statistics with { Observations = run.Evidence.All.Count, Seconds = Math.Round(run.Budget.Elapsed.TotalSeconds, 2) },
        };
    }

    /// <summary>The likeliest causes, and where it was noticed.</summary>
    private static IEnumerable<string> Suspects(AnalysisDocument document) => document.Candidates
        .Where(candidate => candidate.Role is CandidateRole.Cause or CandidateRole.Contributing)
        .Select(candidate => candidate.Service)
        .Concat(document.Symptom is { } symptom ? [symptom.Service] : [])
        .Concat(document.Candidates.Where(candidate => candidate.Role == CandidateRole.Consequence).Select(candidate => candidate.Service))
        .Distinct(StringComparer.Ordinal)
        .Take(MostServices);

    private async Task ReadLogsAsync(RunContext run, Additions ledger, string service, DateTimeOffset onset, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var start = onset - Before;
        var until = onset + After < end ? onset + After : end;
        if (until <= start)
        {
            return;
        }

        var now = await run.Evidence.ObserveAsync(logs, new LogsArguments(service, null, start, until, Patience), cancellationToken);
        var before = await run.Evidence.ObserveAsync(logs, new LogsArguments(service, null, start - (until - start), start, Patience), cancellationToken);
        ledger.Add(service, now, LogChanges.Of(now.Value, before.Value), before);
    }

    private async Task RememberAsync(RunContext run, Additions ledger, AnalysisDocument document, CancellationToken cancellationToken)
    {
        var causes = document.Candidates.Where(candidate => candidate.Role is CandidateRole.Cause or CandidateRole.Contributing).Select(candidate => candidate.Service).Take(MostServices).ToList();
        if (knowledge.FirstOrDefault() is not { } tool || causes.Count == 0)
        {
            return;
        }

        var observed = await run.Evidence.ObserveAsync(tool, new KnowledgeArguments(document.Headline.Text, causes[0]), cancellationToken);
        var own = run.Session.IncidentId?.ToString();
        foreach (var hit in (observed.Value ?? []).Where(hit => IsAbout(hit, causes) && (own is null || !hit.Reference.Contains(own, StringComparison.OrdinalIgnoreCase))).Take(MostSeen))
        {
            ledger.Add(Messages.Of("claim.seen_before", ("title", hit.Title), ("kind", hit.Kind), ("reference", hit.Reference), ("at", hit.UpdatedAt)), observed.Number);
        }
    }

    /// <summary>Words alone find too much: it has to be about a service that is to blame.</summary>
    private static bool IsAbout(KnowledgeHit hit, List<string> causes) => causes.Exists(cause =>
        hit.Services.Contains(cause, StringComparer.Ordinal) || (hit.Services.Length == 0 && hit.Title.Contains(cause, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Claims that are added to those of the finding; each cites what was answered, or is dropped. Written to by several readers at once.</summary>
    private sealed class Additions(RunContext run, AssistantMetrics metrics, IReadOnlyList<Claim> claims)
    {
        private readonly Lock _gate = new();
        private readonly List<(string Service, IReadOnlyList<LogChange> Changes, int[] Cited)> _logs = [];
        private readonly List<(Message Statement, int[] Cited)> _others = [];

        /// <summary>Services whose logs were read.</summary>
        public HashSet<string?> LogsRead { get; } = [];

        public IReadOnlyList<Claim> All
        {
            get
            {
                var ledger = new ClaimLedger(run.Evidence.All, metrics, claims);
                foreach (var (service, changes, cited) in _logs.OrderBy(read => read.Cited[0]))
                {
                    foreach (var change in changes)
                    {
                        ledger.Add(ClaimKind.Context, change.Said(service), cited);
                    }
                }

                foreach (var (statement, cited) in _others)
                {
                    ledger.Add(ClaimKind.Context, statement, cited);
                }

                return ledger.Claims;
            }
        }

        public void Add(string service, ObservedSource now, IReadOnlyList<LogChange> changes, ObservedSource before)
        {
            lock (_gate)
            {
                _logs.Add((service, changes, [now.Number, before.Number]));
                if (now.Answered)
                {
                    LogsRead.Add(service);
                }
            }
        }

        public void Add(Message statement, int cited) => _others.Add((statement, [cited]));
    }
}
