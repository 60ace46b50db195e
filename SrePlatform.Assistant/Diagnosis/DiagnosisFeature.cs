using SrePlatform.Assistant.Agents.Hypothesis;
using SrePlatform.Assistant.Agents.Narrator;
using SrePlatform.Assistant.Agents.Verifier;
using SrePlatform.Assistant.Diagnosis.Api;
using SrePlatform.Assistant.Diagnosis.Callbacks;
using SrePlatform.Assistant.Diagnosis.Answers;
using SrePlatform.Assistant.Diagnosis.Capacity;
using SrePlatform.Assistant.Diagnosis.Enriching;
using SrePlatform.Assistant.Diagnosis.Feedback;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Knowledge;
using SrePlatform.Assistant.Tools.Knowledge;

namespace SrePlatform.Assistant.Diagnosis;

/// <summary>Diagnoses: accepted by the API, run by the worker, told by callback.</summary>
internal static class DiagnosisFeature
{
    public static void AddDiagnosis(this IServiceCollection services)
    {
        services.AddFlows();
        services.AddSingleton<AssistantDatabase>();
        services.AddSingleton<SessionClaims>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunFailpoint>();
        services.AddSingleton<DiagnosisRunner>();
        services.AddSingleton<DatabaseListener>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseListener>());
        services.AddHostedService<DiagnosisWorker>();
        services.AddHostedService<CallbackSender>();

        services.AddScoped<IdempotentStart>();
        services.AddScoped<StartDiagnosis>();
        services.AddScoped<CancelDiagnosis>();
        services.AddScoped<SessionReads>();
        services.AddScoped<GradeDiagnosis>();
        services.AddScoped<ReplayDiagnosis>();
        services.AddScoped<KnowledgeBase>();
        services.AddScoped<KnowledgeTool>();

        services.AddScoped<NarratorAgent>();
        services.AddScoped<VerifierAgent>();
        services.AddScoped<HypothesisAgent>();
        services.AddScoped<HypothesisCheck>();
        services.AddScoped<EnrichAnalysis>();
        services.AddSingleton<ModelRuns>();
        services.AddSingleton<EnrichmentClaims>();
        services.AddHostedService<EnrichmentWorker>();
        services.AddScoped<CapacityReading>();
        services.AddScoped<IAnswerFlow, CapacityFlow>();
        services.AddAnswers();
        services.AddScoped<AnswerQuestion>();
        services.AddSingleton<InlineRuns>();
    }

    /// <summary>The flows alone, without sessions and their database: what a replay needs.</summary>
    public static void AddFlows(this IServiceCollection services)
    {
        services.AddOptions<DiagnosisOptions>().BindConfiguration(DiagnosisOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IntervalOptions>().BindConfiguration(IntervalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OfflineRun>();
        services.AddScoped<EvidenceGathering>();
        services.AddScoped<ReportWriter>();
        services.AddScoped<Investigation>();
        services.AddScoped<Corroboration>();
        services.AddScoped<IDiagnosisFlow, AlertsFlow>();
        services.AddScoped<IDiagnosisFlow, DeploymentFlow>();
    }
}
