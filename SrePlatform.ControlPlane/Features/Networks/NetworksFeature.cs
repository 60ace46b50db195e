using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.Networks;

/// <summary>Which addresses inside the installation checks and scans may reach.</summary>
internal static class NetworksFeature
{
    public static void AddNetworks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<NetworkOptions>().BindConfiguration(NetworkOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<NetworkGuard>();
        builder.Services.AddScoped<EditNetworks>();
        builder.Services.AddSingleton<ISettingsPlace, NetworksPlace>();
    }
}

/// <summary>The page among the settings.</summary>
internal sealed record NetworksPlace : ISettingsPlace
{
    public int Order => 60;

    public string Icon => "link";

    public string Address => "/settings/networks";

    public string Title => "networks.title";

    public string Text => "networks.about";

    public string Policy => Policies.Administer;
}
