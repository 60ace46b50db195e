using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources.Labels;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>What becomes of a row.</summary>
internal enum ImportDecision
{
    Add,
    Change,

    /// <summary>It says what is known already.</summary>
    Keep,
    Refuse,
}

/// <summary>A row with what becomes of it, before or after it was done.</summary>
/// <param name="Draft">Of a row that is to be done.</param>
/// <param name="Existing">The resource of its name.</param>
internal sealed record PlannedRow(ImportedRow Row, ResourceDraft? Draft, Resource? Existing);

/// <summary>All rows of a file, or why there are none.</summary>
internal sealed record ImportPlan(IReadOnlyList<PlannedRow> Rows, InvalidField? Error)
{
    public int Count(ImportDecision decision) => Rows.Count(row => row.Row.Decision == decision);
}

/// <summary>Decides about each row of a file what would become of it, and changes nothing.</summary>
internal sealed class PlanImport(SreDbContext context, CheckLabels labels, TimeProvider time)
{
    public async Task<ImportPlan> RunAsync(string content, Scope scope, CancellationToken cancellationToken)
    {
        var file = ImportFile.Read(content);
        if (file.Error is not null)
        {
            return new([], file.Error);
        }

        var names = file.Lines.Select(line => line.Cells.GetValueOrDefault("name", "")).ToList();
        var existing = await context.Set<Resource>().AsNoTracking().Where(resource => names.Contains(resource.Name)).ToDictionaryAsync(resource => resource.Name, StringComparer.Ordinal, cancellationToken);
        var ids = existing.Values.Select(resource => resource.Id).ToList();
        var seen = await context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => ids.Contains(resource.Id)).Select(resource => resource.Id).ToHashSetAsync(cancellationToken);
        var first = new HashSet<string>(StringComparer.Ordinal);
        var rows = new List<PlannedRow>();
        foreach (var line in file.Lines)
        {
            rows.Add(await DecideAsync(line, existing, seen, first, scope, cancellationToken));
        }

        return new(rows, rows.Count == 0 ? new("file", "empty_file") : null);
    }

    private async Task<PlannedRow> DecideAsync(
        ImportLine line, Dictionary<string, Resource> existing, HashSet<Guid> seen, HashSet<string> first, Scope scope, CancellationToken cancellationToken)
    {
        if (line.Error is { } malformed)
        {
            return Refused(line, null, malformed);
        }

        var name = line.Cells["name"];
        var known = existing.GetValueOrDefault(name);
        if (known is not null && !seen.Contains(known.Id))
        {
            return Refused(line, name, new InvalidField("name", "taken"));
        }

        if (!first.Add(name))
        {
            return Refused(line, name, new InvalidField("name", "name_twice"));
        }

        var (draft, errors) = ImportDraft.Of(line, known);
        errors = errors.Count > 0 ? errors : await labels.RunAsync(draft, cancellationToken);
        if (errors.Count > 0)
        {
            return Refused(line, name, [.. errors]);
        }

        if (!scope.Manages(draft.Team!.Trim()) || (known is not null && !scope.Manages(known.Team)))
        {
            return Refused(line, name, new InvalidField("team", "not_managed"));
        }

        if (known is null)
        {
            return new(new(line.Number, name, null, ImportDecision.Add, [], []), draft, null);
        }

        // A copy that nobody tracks says what would change.
        var changed = known.Edit(draft, time.GetUtcNow());
        return new(new(line.Number, name, known.Id, changed.Count > 0 ? ImportDecision.Change : ImportDecision.Keep, [], changed), draft, known);
    }

    private static PlannedRow Refused(ImportLine line, string? name, params InvalidField[] errors) => new(new(line.Number, name, null, ImportDecision.Refuse, errors, []), null, null);
}
