namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Silences, maintenance windows, and what one alert explains of others.</summary>
internal static class SilencesFeature
{
    public static void AddSilences(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CreateSilence>();
        builder.Services.AddScoped<ChangeSilence>();
        builder.Services.AddScoped<ListSilences>();
        builder.Services.AddScoped<PreviewSilence>();
        builder.Services.AddScoped<ReviseSuppressions>();
    }

    public static void MapSilences(this WebApplication app) => SilenceEndpoints.Map(app);
}
