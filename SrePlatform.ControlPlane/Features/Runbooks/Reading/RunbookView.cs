namespace SrePlatform.ControlPlane.Features.Runbooks.Reading;

/// <summary>A runbook in a list.</summary>
/// <param name="CurrentVersion">The version that runs; null until one was reviewed.</param>
/// <param name="WaitingBy">Who wrote the version that waits for a review.</param>
internal sealed record RunbookRow(
    Guid Id, string Name, string Title, RunbookKind Kind, RunbookRisk Risk, RunbookState State, int? CurrentVersion, int LatestVersion, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt, DateTimeOffset? RetiredAt, string? WaitingBy);

/// <summary>A version in the history of a runbook.</summary>
internal sealed record RunbookVersionRow(
    int Number, string Hash, string Author, string AuthorId, string? Comment, DateTimeOffset CreatedAt, string? ReviewedBy, DateTimeOffset? ReviewedAt);

/// <summary>One version of a runbook, read.</summary>
/// <param name="Content">As it was written.</param>
/// <param name="Document">What it says; null if this build cannot read it any more.</param>
internal sealed record RunbookView(RunbookRow Runbook, RunbookVersionRow Version, string Content, RunbookDocument? Document);
