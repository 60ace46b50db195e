namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>A number about the platform's own records, written to VictoriaMetrics every interval.</summary>
internal sealed record CustomMetric(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value);

/// <summary>One feature's contribution to the platform's own series.</summary>
internal interface ICustomMetricSource
{
    Task<IReadOnlyList<CustomMetric>> CollectAsync(CancellationToken cancellationToken);
}
