using System.Globalization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Runbooks.Reading;

/// <summary>Pages through the history of a runbook; the cursor is the number of the last version that was shown.</summary>
internal static class RunbookVersions
{
    /// <summary>Null if there is no such runbook.</summary>
    public static async Task<Page<RunbookVersionRow>?> ReadAsync(ReadRunbooks runbooks, string name, int? before, int most, CancellationToken cancellationToken)
    {
        var rows = await runbooks.VersionsAsync(name, before, most + 1, cancellationToken);
        if (rows.Count == 0 && await runbooks.FindAsync(name, null, cancellationToken) is null)
        {
            return null;
        }

        return rows.Count > most
            ? new Page<RunbookVersionRow>([.. rows.Take(most)], rows[most - 1].Number.ToString(CultureInfo.InvariantCulture))
            : new Page<RunbookVersionRow>(rows, null);
    }

    public static int? Before(QueryReader read, string? cursor) => string.IsNullOrEmpty(cursor) ? null : Number(read, "cursor", cursor);

    /// <summary>The number of a version.</summary>
    public static int Number(QueryReader read, string field, string? value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        read.Add(field, "Give the number of a version.");
        return 0;
    }
}
