using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.AlertRules;

internal static class AlertRulesFeature
{
    public static void AddAlertRules(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AlertRuleOptions>().BindConfiguration(AlertRuleOptions.Section);
        builder.Services.AddOptions<VmAlertOptions>().BindConfiguration(VmAlertOptions.Section);
#pragma warning disable EXTEXP0001 // Delivery comes back every interval; retries would only hold its lock.
        builder.Services.AddHttpClient<VmAlertClient>(client => client.Timeout = Timeout.InfiniteTimeSpan).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddSingleton<IDatabaseSeed, AlertRuleSeed>();
        builder.Services.AddSingleton<ExpressionCheck>();
        builder.Services.AddScoped<DeliverRules>();
        builder.Services.AddScoped<ListAlertRules>();
        builder.Services.AddScoped<FiringRules>();
        builder.Services.AddScoped<RuleCounts>();
        builder.Services.AddWorker<RuleDeliveryWorker>();
    }

    public static void MapAlertRules(this WebApplication app) => AlertRuleEndpoints.Map(app);
}
