namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>A table of totals.</summary>
/// <param name="By">day, flow, tool or model.</param>
/// <param name="HasTokens">Whether tokens and cost mean something there.</param>
internal sealed record Totals(string By, IReadOnlyList<TotalRow> Rows, bool HasTokens);
