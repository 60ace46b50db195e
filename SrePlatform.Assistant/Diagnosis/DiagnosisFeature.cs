using SrePlatform.Assistant.Agents.Narrator;
using SrePlatform.Assistant.Diagnosis.Api;
using SrePlatform.Assistant.Diagnosis.Callbacks;
using SrePlatform.Assistant.Diagnosis.Feedback;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Runs;

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
    }

    /// <summary>The flows alone, without sessions and their database: what a replay needs.</summary>
    public static void AddFlows(this IServiceCollection services)
    {
        services.AddOptions<DiagnosisOptions>().BindConfiguration(DiagnosisOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IntervalOptions>().BindConfiguration(IntervalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OfflineRun>();
        services.AddScoped<EvidenceGathering>();
        services.AddScoped<NarratorAgent>();
        services.AddScoped<Narrating>();
        services.AddScoped<ReportWriter>();
        services.AddScoped<Investigation>();
        services.AddScoped<IDiagnosisFlow, AlertsFlow>();
        services.AddScoped<IDiagnosisFlow, DeploymentFlow>();
    }
}
