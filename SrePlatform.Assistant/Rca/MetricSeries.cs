namespace SrePlatform.Assistant.Rca;

/// <summary>One sampled signal of one service.</summary>
/// <param name="Service">The service that exports the series.</param>
/// <param name="Signal">One of <see cref="Signals"/>, or any other name (then read as "either direction may be bad").</param>
/// <param name="Peer">For what a caller measures at another service: the callee; else null.</param>
/// <param name="Labels">Labels that select the series at its source; carried along, not interpreted.</param>
/// <param name="Times">Unix seconds, strictly ascending; same length as <paramref name="Values"/>.</param>
/// <param name="Values">Base units (seconds, shares of 1, cores, bytes, requests per second); NaN is a gap.</param>
/// <param name="ObservationNumber">The observation this was read from; carried along.</param>
public sealed record MetricSeries(
    string Service,
    string Signal,
    string? Peer,
    IReadOnlyDictionary<string, string> Labels,
    double[] Times,
    double[] Values,
    int ObservationNumber = 0);
