using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>Who has to agree to an action, and when nothing runs: rules, freezes and maintenance. It only ever asks for more than a runbook's risk does.</summary>
internal static class ChangePolicyFeature
{
    public static void AddChangePolicy(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<AskPolicy>();
        services.AddScoped<PreviewPolicy>();
        services.AddScoped<PolicyRules>();
        services.AddScoped<ChangeFreezes>();
        services.AddScoped<ListFreezes>();
    }

    public static void MapChangePolicy(this WebApplication app)
    {
        app.MapFreezeApi();
        app.MapPolicyRuleApi();
    }
}
