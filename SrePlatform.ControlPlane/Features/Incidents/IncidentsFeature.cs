using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Groups alerts into incidents, and what people do with those.</summary>
internal static class IncidentsFeature
{
    public static void AddIncidents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<IncidentOptions>().BindConfiguration(IncidentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IncidentTiming>();
        services.AddSingleton<IncidentMetrics>();
        services.AddScoped<ICustomMetricSource, IncidentSeries>();
        services.AddScoped<GroupAlerts>();
        services.AddScoped<IncidentUpkeep>();
        services.AddScoped<IncidentChange>();
        services.AddScoped<AcknowledgeIncident>();
        services.AddScoped<StartIncidentWork>();
        services.AddScoped<ResolveIncident>();
        services.AddScoped<ReopenIncident>();
        services.AddScoped<CloseIncident>();
        services.AddScoped<AssignIncident>();
        services.AddScoped<AssignableUsers>();
        services.AddScoped<DeclareIncident>();
        services.AddScoped<EditIncident>();
        services.AddScoped<LinkedPair>();
        services.AddScoped<LinkIncidents>();
        services.AddScoped<MergeIncidents>();
        services.AddScoped<SplitIncident>();
        services.AddScoped<ChangeManyIncidents>();
        services.AddScoped<RelatedIncidents>();
        services.AddScoped<AddIncidentNote>();
        services.AddScoped<DiagnoseIncident>();
        services.AddScoped<ReadIncidents>();
        services.AddScoped<SrePlatform.ControlPlane.Platform.Inbox.IInboxSource, IncidentInbox>();
        services.AddOutboxHandler<NoteDiagnosis>();
        services.AddOutboxHandler<TellListeners>();
        services.AddSingleton<ILiveTopic, IncidentTopic>();
        services.AddSingleton<ILiveTopic, IncidentsTopic>();
        services.AddWorker<IncidentWorker>();
        services.AddWorker<IncidentGauges>();
    }

    public static void MapIncidents(this WebApplication app) => app.MapIncidentApi();
}
