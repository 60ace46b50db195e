using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.ControlPlane.Features.AlertRules.Ledger;
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
        builder.Services.AddScoped<RuleExpressionCheck>();
        builder.Services.AddScoped<AlertRuleChange>();
        builder.Services.AddScoped<CreateAlertRule>();
        builder.Services.AddScoped<EditAlertRule>();
        builder.Services.AddScoped<SwitchAlertRule>();
        builder.Services.AddScoped<DeleteAlertRule>();
        builder.Services.AddScoped<ReplayRule>();
        builder.Services.AddScoped<ReadRuleSeries>();
        builder.Services.AddScoped<PreviewRule>();
        builder.Services.AddScoped<ReadRuleLedger>();
        builder.Services.AddScoped<TuneRule>();
        builder.Services.AddWorker<RuleDeliveryWorker>();
    }

    public static void MapAlertRules(this WebApplication app)
    {
        AlertRuleEndpoints.Map(app);
        AlertRulePageEndpoints.Map(app);
    }
}
