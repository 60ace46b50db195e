namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>One sample of an instant query.</summary>
internal sealed record InstantSample(IReadOnlyDictionary<string, string> Labels, double Time, double Value)
{
    /// <summary>The value of a label, or an empty string, which is the same thing in PromQL.</summary>
    public string this[string label] => Labels.TryGetValue(label, out var value) ? value : "";
}

/// <summary>One series of a range query: unix seconds, ascending, beside their values.</summary>
internal sealed record RangeSeries(IReadOnlyDictionary<string, string> Labels, double[] Times, double[] Values)
{
    public string this[string label] => Labels.TryGetValue(label, out var value) ? value : "";
}
