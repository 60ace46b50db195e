namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>Shows what the Assistant did.</summary>
internal static class AssistantFeature
{
    public static void AddAssistant(this WebApplicationBuilder builder) 
    {
        builder.Services.AddScoped<ReadRuns>();
        builder.Services.AddScoped<AskChoices>();
        builder.Services.AddScoped<RunTitles>();
    }
}
