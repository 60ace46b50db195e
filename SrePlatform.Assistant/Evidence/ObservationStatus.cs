namespace SrePlatform.Assistant.Evidence;

/// <summary>What came of asking a source.</summary>
internal enum ObservationStatus
{
    /// <summary>It answered with data.</summary>
    Checked,

    /// <summary>It answered, and had nothing.</summary>
    Empty,

    /// <summary>It could not be asked or did not answer.</summary>
    Unavailable,

    /// <summary>It was not asked: no need, not configured, or the budget was spent.</summary>
    NotAsked,
}
