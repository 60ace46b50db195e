using SrePlatform.ControlPlane.Features.Postmortems.Documents;
using SrePlatform.ControlPlane.Features.Postmortems.Drafting;
using SrePlatform.ControlPlane.Features.Postmortems.Editing;
using SrePlatform.ControlPlane.Features.Postmortems.Record;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>What incidents taught: drafted from the record, written by people, reviewed, and not forgotten.</summary>
internal static class PostmortemsFeature
{
    public static void AddPostmortems(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<IRecordPart, TimelinePart>();
        services.AddScoped<IRecordPart, AlertsPart>();
        services.AddScoped<IRecordPart, DeploymentsPart>();
        services.AddScoped<IRecordPart, ImpactPart>();
        services.AddScoped<IRecordPart, CausePart>();
        services.AddScoped<IRecordPart, RepairRecordPart>();
        services.AddScoped<IRecordPart, JudgementPart>();
        services.AddSingleton<AssistantGrades>();
        services.AddScoped<ReadIncidentRecord>();
        services.AddScoped<ComposeDraft>();
        services.AddScoped<DraftMarkdown>();
        services.AddOutboxHandler<DraftPostmortem>();
        services.AddOutboxHandler<TeachPostmortem>();
        services.AddScoped<PostmortemChange>();
        services.AddScoped<StartPostmortem>();
        services.AddScoped<EditPostmortem>();
        services.AddScoped<MovePostmortem>();
        services.AddScoped<ChangeActionItem>();
        services.AddScoped<ReadPostmortems>();
        services.AddScoped<ReadActionItems>();
        services.AddScoped<SimilarPostmortems>();
        services.AddScoped<RecurringCauses>();
        services.AddScoped<PostmortemDocument>();
        services.AddScoped<PostmortemPart>();
        services.AddScoped<IIncidentPart>(provider => provider.GetRequiredService<PostmortemPart>());
        services.AddSingleton<ILiveTopic, PostmortemTopic>();
    }

    public static void MapPostmortems(this WebApplication app) => app.MapPostmortemApi();
}
