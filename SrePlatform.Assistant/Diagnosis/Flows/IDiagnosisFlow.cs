using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>One way to diagnose: from a validated request to an analysis. What it cannot ask, it reports as missing.</summary>
internal interface IDiagnosisFlow
{
    DiagnosisKind Kind { get; }

    Task<AnalysisDocument> RunAsync(RunContext run, CancellationToken cancellationToken);
}
