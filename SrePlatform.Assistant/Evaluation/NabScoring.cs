namespace SrePlatform.Assistant.Evaluation;

/// <summary>One labelled series with the score of every row.</summary>
/// <param name="Id">Path of the file inside the data set.</param>
/// <param name="Scores">0..1 per row.</param>
/// <param name="Windows">Rows of the labelled windows, first to last inclusive.</param>
internal sealed record NabSeries(string Id, double[] Scores, IReadOnlyList<(int First, int Last)> Windows)
{
    /// <summary>Rows that do not count, given to the detector to learn from.</summary>
    public int Probation => (int)Math.Min(0.15 * Scores.Length, 750);
}

/// <summary>Costs of an application profile.</summary>
internal sealed record NabProfile(string Name, double TruePositive, double FalseNegative, double FalsePositive);

/// <summary>
/// The score of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms",
/// ICMLA 2015): early detections inside a window earn most, every alarm outside costs, one threshold for all series.
/// </summary>
internal static class NabScoring
{
    public static readonly NabProfile[] Profiles = [new("standard", 1, 1, 0.11), new("low_fp", 1, 1, 0.22), new("low_fn", 1, 2, 0.11)];

    /// <summary>The best score over all thresholds, normalised: 100 is perfect, 0 is a detector that never fires.</summary>
    public static (double Score, double Threshold) Best(IReadOnlyList<NabSeries> series, NabProfile profile)
    {
        // Lowering the threshold adds rows in the order of their scores; each adds its cost, or improves its window.
        var rows = new List<(double Score, double Gain, int Window)>();
        var windows = 0;
        foreach (var one in series)
        {
            AddRows(one, profile, windows, rows);
            windows += one.Windows.Count;
        }

        var best = new double[windows];
        Array.Fill(best, -profile.FalseNegative);
        var (sum, bestSum, threshold) = (best.Sum(), best.Sum(), 1.1);
        rows.Sort((a, b) => b.Score.CompareTo(a.Score));
        for (var i = 0; i < rows.Count; i++)
        {
            var (score, gain, window) = rows[i];
            if (window < 0)
                sum += gain;
            else if (gain > best[window])
                (sum, best[window]) = (sum + gain - best[window], gain);
            if ((i + 1 == rows.Count || rows[i + 1].Score < score) && sum > bestSum)
                (bestSum, threshold) = (sum, score);
        }

        var scale = (profile.TruePositive + profile.FalseNegative) * windows;
        return (scale > 0 ? 100 * (bestSum + (profile.FalseNegative * windows)) / scale : 0, threshold);
    }

    private static void AddRows(NabSeries series, NabProfile profile, int firstWindow, List<(double, double, int)> rows)
    {
        var inside = new int[series.Scores.Length];
        Array.Fill(inside, -1);
        for (var w = 0; w < series.Windows.Count; w++)
        {
            for (var i = series.Windows[w].First; i <= series.Windows[w].Last; i++)
                inside[i] = w;
        }

        var previous = -1;
        for (var i = 0; i < series.Scores.Length; i++)
        {
            if (inside[i] >= 0)
                previous = inside[i];
            if (i < series.Probation)
                continue;
            rows.Add((series.Scores[i], Gain(series, profile, i, inside[i], previous), inside[i] < 0 ? -1 : firstWindow + inside[i]));
        }
    }

    private static double Gain(NabSeries series, NabProfile profile, int row, int inside, int previous)
    {
        if (inside >= 0)
        {
            var (first, last) = series.Windows[inside];
            var width = last - first + 1.0;
            return profile.TruePositive * Sigmoid(-(last - row + 1) / width) / Sigmoid(-1);
        }

        if (previous < 0)
            return -profile.FalsePositive;
        var (start, end) = series.Windows[previous];
        return profile.FalsePositive * Sigmoid((row - end) / (double)(end - start));
    }

    private static double Sigmoid(double position) => position > 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
