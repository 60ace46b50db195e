namespace SrePlatform.ControlPlane.Platform.Paging;

/// <summary>Part of a list, newest first, and where the next part begins.</summary>
/// <param name="Items">The rows of this part.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next part; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Which part of a list is asked for.</summary>
internal readonly record struct PageRequest(int Limit, Keyset? After)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>Cuts the one row too many that was read to know whether there is more.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> rows, Func<T, Keyset> keyOf) =>
        rows.Count > Limit ? new Page<T>([.. rows.Take(Limit)], keyOf(rows[Limit - 1]).Encode()) : new Page<T>(rows, null);
}
