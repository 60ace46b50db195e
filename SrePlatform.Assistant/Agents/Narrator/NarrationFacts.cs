namespace SrePlatform.Assistant.Agents.Narrator;

/// <summary>Everything that a narration may be made of.</summary>
/// <param name="Services">All services that are known, so that a name given as a cause is recognised.</param>
internal sealed record NarrationFacts(
    string Verdict,
    string? Cause,
    double Confidence,
    string Headline,
    IReadOnlyList<NarrationClaim> Claims,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Services);

internal sealed record NarrationClaim(string Kind, string Text, IReadOnlyList<int> Observations);

/// <summary>What the model returned.</summary>
internal sealed record Narration(IReadOnlyList<NarrationLine>? Lines, string? Cause, double? Confidence);

internal sealed record NarrationLine(string? Text, IReadOnlyList<int>? Observations);

/// <summary>What became of a narration.</summary>
internal enum NarrationOutcome
{
    Used,
    Unavailable,
    OverBudget,
    Malformed,
    Uncited,
    OtherCause,
    RaisedConfidence,
    InventedNumber,
}
