namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>Between the numerics' seconds and the documents' times; NaN becomes nothing.</summary>
internal static class UnixTime
{
    public static DateTimeOffset? From(double? seconds) => seconds is { } value && double.IsFinite(value)
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)(value * 1000))
        : null;

    public static DateTimeOffset From(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));

    public static double Of(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;

    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
