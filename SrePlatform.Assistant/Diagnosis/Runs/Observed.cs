using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>An observation as the analysis sees it.</summary>
/// <param name="Number">What claims cite.</param>
/// <param name="Source">Row of the coverage table that it counts for.</param>
/// <param name="Problem">Why there is no value, in words, for what is unavailable or was not asked.</param>
internal record ObservedSource(int Number, Guid Id, string Source, string Tool, ObservationStatus Status, string Summary, string? Problem = null)
{
    public bool Answered => Status is ObservationStatus.Checked or ObservationStatus.Empty;
}

/// <summary>An observation with what was read from its bytes; the value is null unless the source answered.</summary>
internal sealed record Observed<T>(int Number, Guid Id, string Source, string Tool, ObservationStatus Status, string Summary, T? Value, string? Problem = null)
    : ObservedSource(Number, Id, Source, Tool, Status, Summary, Problem) where T : class;
