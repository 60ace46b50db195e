using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Actions that wait for people, and what people decide.</summary>
internal static class ApprovalsFeature
{
    public static void AddApprovals(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ApprovalOptions>().BindConfiguration(ApprovalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<RequestApproval>();
        services.AddScoped<DecideApproval>();
        services.AddScoped<ReadApprovals>();
        services.AddOutboxHandler<AnswerAssistant>();
        services.AddHttpContextAccessor();
        services.AddScoped<INavigationCount, WaitingApprovals>();
        services.AddSingleton<ILiveTopic, ApprovalsTopic>();
        services.AddSingleton<ILiveTopic, ApprovalTopic>();
        services.AddWorker<ApprovalExpiryWorker>();
        services.AddWorker<ReleaseHeld>();
    }

    public static void MapApprovals(this WebApplication app) => app.MapApprovalApi();
}

/// <summary>How many requests wait, beside their place in the rail.</summary>
internal sealed class WaitingApprovals(ReadApprovals approvals, IHttpContextAccessor http) : INavigationCount
{
    public string Place => "approvals";

    public async Task<int?> CountAsync(CancellationToken cancellation) => await approvals.WaitingAsync(http.HttpContext?.Scope() ?? Scope.All, cancellation);
}
