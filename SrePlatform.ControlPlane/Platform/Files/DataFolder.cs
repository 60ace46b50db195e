namespace SrePlatform.ControlPlane.Platform.Files;

/// <summary>Where this service keeps its own files: <c>DataFolder</c>, or else a folder of the user's.</summary>
internal static class DataFolder
{
    public static string Of(IConfiguration configuration) => configuration["DataFolder"] is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "sre-platform", "control-plane");
}
