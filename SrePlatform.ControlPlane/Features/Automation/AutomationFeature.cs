using SrePlatform.ControlPlane.Features.Automation.Page;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Features.Automation.Secrets;
using SrePlatform.ControlPlane.Features.Automation.Verification;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.Automation;

/// <summary>From a proposal to a verified effect: what the Control Plane does. What changes systems is the executor.</summary>
internal static class AutomationFeature
{
    public static void AddAutomation(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider =>
        {
            var configuration = provider.GetRequiredService<IConfiguration>();
            var key = PlanKeys.Private(configuration);
            PlanKeys.Publish(configuration, key);
            return new PlanSigner(key);
        });
        services.AddSingleton<SecretProtection>();
        services.AddSingleton<SealForExecutors>();
        services.AddScoped<KeepSecrets>();
        services.AddScoped<CheckReader>();
        services.AddScoped<WatchExecutions>();
        services.AddScoped<RequestProposal>();
        services.AddScoped<ConsiderDiagnoses>();
        services.AddScoped<LearnOutcome>();
        services.AddScoped<ReadAutonomy>();
        services.AddScoped<ChangeAutonomy>();
        services.AddScoped<GradeProposal>();
        services.AddScoped<ReadExecutions>();
        services.AddScoped<StopExecution>();
        services.AddScoped<RepairPart>();
        services.AddScoped<IIncidentPart>(provider => provider.GetRequiredService<RepairPart>());
        services.AddOutboxHandler<IssuePlan>();
        services.AddOutboxHandler<ProposeRevert>();
        services.AddOutboxHandler<TeachOutcome>();
        services.AddSingleton<ILiveTopic, RepairTopic>();
        services.AddWorker<ProposalWorker>();
        services.AddWorker<WatchWorker>();
    }

    public static void MapAutomation(this WebApplication app) => app.MapAutonomyApi();
}
