namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>A dashboard as the files that Grafana is provisioned with describe it.</summary>
/// <param name="Name">In addresses and keys of texts.</param>
/// <param name="Uid">How Grafana knows it.</param>
/// <param name="IsPlatformWide">Whether it is about the platform itself, and so for those who see all of it.</param>
/// <param name="Variables">What a reader can narrow it down by.</param>
/// <param name="Panels">In reading order.</param>
internal sealed record Dashboard(string Name, string Uid, bool IsPlatformWide, IReadOnlyList<DashboardVariable> Variables, IReadOnlyList<Panel> Panels)
{
    public string TitleKey => $"dashboards.{Name}.title";

    public string AboutKey => $"dashboards.{Name}.about";

    public string PanelKey(Panel panel) => $"dashboards.{Name}.panel.{panel.Id}";

    public string HelpKey(Panel panel) => $"dashboards.{Name}.help.{panel.Id}";
}

/// <summary>Something to narrow a dashboard down by: the values of a label.</summary>
/// <param name="Name">As queries say it.</param>
/// <param name="Selector">The series whose label it is; may use variables before this one.</param>
/// <param name="Label">The label.</param>
internal sealed record DashboardVariable(string Name, string Selector, string Label);

internal enum PanelKind
{
    /// <summary>A heading between panels.</summary>
    Row,
    TimeSeries,
    Stat,
    Gauge,
    BarGauge,
    Table,
}

/// <summary>One drawing of a dashboard.</summary>
/// <param name="Id">Unique in the dashboard.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Title">As Grafana shows it.</param>
/// <param name="Help">More about it, where Grafana has it.</param>
/// <param name="Width">Of 24 columns.</param>
/// <param name="Targets">What it asks.</param>
/// <param name="Format">How its values are written.</param>
internal sealed record Panel(int Id, PanelKind Kind, string Title, string? Help, int Width, IReadOnlyList<PanelTarget> Targets, PanelFormat Format);

internal enum QueryLanguage
{
    MetricsQl,
    Sql,
}

/// <summary>A question of a panel.</summary>
/// <param name="Language">Whom it is asked.</param>
/// <param name="Text">With Grafana's variables and macros in it.</param>
/// <param name="Legend">What each answer is called, with labels in double braces; null says their labels.</param>
internal sealed record PanelTarget(QueryLanguage Language, string Text, string? Legend);

/// <summary>How values are written and coloured.</summary>
/// <param name="Unit">As <see cref="Platform.Localization.Units"/> know it.</param>
/// <param name="Max">Top of the scale where it is known.</param>
/// <param name="Steps">From which value on which tone holds, ascending; empty where colour means nothing.</param>
/// <param name="ColumnUnits">Units of a table's columns.</param>
/// <param name="Columns">A table's columns by the names of the answer, in order; empty keeps what comes.</param>
internal sealed record PanelFormat(
    string Unit, double? Max, IReadOnlyList<ToneStep> Steps, IReadOnlyDictionary<string, string> ColumnUnits, IReadOnlyList<PanelColumn> Columns)
{
    /// <summary>The tone of a value: that of the last step it reaches.</summary>
    public string ToneOf(double value) => Steps.LastOrDefault(step => step.From is null || value >= step.From)?.Tone ?? "accent";
}

/// <summary>The tone from a value on; from anything without one.</summary>
internal sealed record ToneStep(double? From, string Tone);

/// <summary>A column of a table: its name in the answer, and the one to show.</summary>
internal sealed record PanelColumn(string Source, string Name);
