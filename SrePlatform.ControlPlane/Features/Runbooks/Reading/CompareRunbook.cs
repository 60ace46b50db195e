using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace SrePlatform.ControlPlane.Features.Runbooks.Reading;

/// <summary>What became of a line.</summary>
internal enum LineChange
{
    Same,
    Added,
    Removed,

    /// <summary>Lines that are the same in both and left out.</summary>
    Skipped,
}

/// <summary>A line of a comparison.</summary>
/// <param name="Before">Its number in the earlier version.</param>
/// <param name="After">Its number in the later version.</param>
internal sealed record ComparedLine(LineChange Change, int? Before, int? After, string Text);

/// <summary>The difference between two versions of a runbook.</summary>
internal sealed record RunbookComparison(string Name, int From, int To, int Added, int Removed, IReadOnlyList<ComparedLine> Lines);

/// <summary>Compares two versions line by line.</summary>
internal sealed class CompareRunbook(ReadRunbooks runbooks)
{
    private const int Around = 3;

    /// <summary>Null if one of them is not there.</summary>
    public async Task<RunbookComparison?> RunAsync(string name, int from, int to, CancellationToken cancellationToken)
    {
        if (await runbooks.FindAsync(name, from, cancellationToken) is not { } before || await runbooks.FindAsync(name, to, cancellationToken) is not { } after)
        {
            return null;
        }

        var lines = Lines(before.Content, after.Content);
        return new RunbookComparison(name, from, to, lines.Count(line => line.Change == LineChange.Added), lines.Count(line => line.Change == LineChange.Removed), Shorten(lines));
    }

    /// <summary>Every line of both texts, in order.</summary>
    public static IReadOnlyList<ComparedLine> Lines(string before, string after)
    {
        var lines = new List<ComparedLine>();
        var (old, now) = (0, 0);
        foreach (var piece in InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines)
        {
            lines.Add(piece.Type switch
            {
                ChangeType.Inserted => new ComparedLine(LineChange.Added, null, ++now, piece.Text),
                ChangeType.Deleted => new ComparedLine(LineChange.Removed, ++old, null, piece.Text),
                _ => new ComparedLine(LineChange.Same, ++old, ++now, piece.Text),
            });
        }

        return lines;
    }

    /// <summary>Leaves out what is the same and not near a change.</summary>
    private static List<ComparedLine> Shorten(IReadOnlyList<ComparedLine> lines)
    {
        var near = new HashSet<int>();
        for (var place = 0; place < lines.Count; place++)
        {
            if (lines[place].Change != LineChange.Same)
            {
                near.UnionWith(Enumerable.Range(place - Around, (2 * Around) + 1));
            }
        }

        var kept = new List<ComparedLine>();
        for (var place = 0; place < lines.Count; place++)
        {
            if (near.Contains(place))
            {
                kept.Add(lines[place]);
            }
            else if (kept is not [.., { Change: LineChange.Skipped }])
            {
                kept.Add(new ComparedLine(LineChange.Skipped, null, null, ""));
            }
        }

        return kept;
    }
}
