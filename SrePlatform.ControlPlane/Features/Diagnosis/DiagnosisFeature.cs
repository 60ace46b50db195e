using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Diagnosis.Panel;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Hands diagnoses to the Assistant, follows them, and reads what it found.</summary>
internal static class DiagnosisFeature
{
    public static void AddDiagnosis(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DiagnosisOptions>().BindConfiguration(DiagnosisOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DiagnosisOptions>>().Value);
        services.AddHttpClient<AssistantClient>(client => client.BaseAddress = new Uri(AssistantClient.BaseAddress)).AddServiceToken();
#pragma warning disable EXTEXP0001 // What it says at once is what is shown: no retries.
        services.AddHttpClient(AssistantReach.HttpClientName, client => client.BaseAddress = new Uri(AssistantClient.BaseAddress)).RemoveAllResilienceHandlers().AddServiceToken();
#pragma warning restore EXTEXP0001
        services.AddSingleton<DiagnosisMetrics>();
        services.AddScoped<RequestDiagnosis>();
        services.AddScoped<DiagnoseServices>();
        services.AddScoped<AskQuestion>();
        services.AddScoped<AskCapacity>();
        services.AddScoped<CancelDiagnosis>();
        services.AddSingleton<AssistantReach>();
        services.AddScoped<FinishDiagnosis>();
        services.AddScoped<DiagnosisCallback>();
        services.AddScoped<TeachAssistant>();
        services.AddScoped<ReadDiagnoses>();
        services.AddScoped<GradeDiagnosis>();
        services.AddOutboxHandler<HandOverGrade>();
        services.AddSingleton<AssistantViews>();
        services.AddSingleton<AssistantResults>();
        services.AddSingleton<ILiveTopic, SessionTopic>();
        services.AddSingleton<ILiveTopic, DiagnosisTopic>();
        services.AddDiagnosisPanel();
        services.AddOutboxHandler<HandOverDiagnosis>();
        services.AddWorker<DiagnosisPollWorker>();
    }

    public static void MapDiagnosis(this WebApplication app)
    {
        app.MapDiagnosisApi();
        app.MapObservations();
    }
}
