namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>How much one request and one alert may carry.</summary>
internal static class AlertLimits
{
    public const int AlertsPerRequest = 5_000;
    public const long BodyBytes = 8 * 1024 * 1024;
    public const int Labels = 64;
    public const int Annotations = 64;
    public const int LabelName = 128;
    public const int LabelValue = 256;
    public const int AnnotationValue = 4_096;
    public const int Url = 2_048;
    public const int SuppressionNote = 500;
}
