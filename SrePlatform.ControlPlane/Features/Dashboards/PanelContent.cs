namespace SrePlatform.ControlPlane.Features.Dashboards;

internal enum PanelStatus
{
    /// <summary>There is something to see.</summary>
    Checked,

    /// <summary>Asked, and nothing came.</summary>
    Empty,

    /// <summary>The source did not answer.</summary>
    Unavailable,

    /// <summary>Not for whoever sees only some teams.</summary>
    Withheld,
}

/// <summary>What a panel shows that is not a line over time.</summary>
/// <param name="Status">Whether there is something.</param>
/// <param name="Reason">Why there is nothing, where it is known.</param>
internal sealed record PanelContent(PanelStatus Status, string? Reason = null)
{
    /// <summary>Of stat, gauge and bar gauge.</summary>
    public IReadOnlyList<PanelValue> Values { get; init; } = [];

    /// <summary>Of a table.</summary>
    public PanelTable? Table { get; init; }
}

/// <summary>A value with its name.</summary>
internal sealed record PanelValue(string Label, double Value);

/// <summary>Columns and their cells: text, numbers or times.</summary>
internal sealed record PanelTable(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);
