using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Runbooks.Editing;

/// <summary>What somebody wrote.</summary>
/// <param name="Content">Markdown with YAML front matter.</param>
/// <param name="Comment">What changed and why.</param>
/// <param name="BasedOn">The latest version that the writer has seen; null if they do not care.</param>
internal sealed record RunbookText(string? Content, string? Comment, int? BasedOn = null);

/// <summary>
/// Makes a runbook or writes a new version of one. Neither runs before somebody else has reviewed it, so a text cannot give itself rights:
/// the risk that it states counts only once another person agreed to it, and it has no say in who approves or how far it runs by itself.
/// </summary>
internal sealed class WriteRunbook(SreDbContext context, ChangeRunbook change, AuditLog audit, TimeProvider time)
{
    private const int LongestComment = 500;

    /// <summary>A runbook of a name that there was not.</summary>
    public async Task<Outcome<Runbook>> CreateAsync(RunbookText text, Actor by, CancellationToken cancellationToken)
    {
        if (!Read(text).TryGet(out var document, out var invalid))
        {
            return invalid;
        }

        context.ChangeTracker.Clear();
        if (await context.Set<Runbook>().AnyAsync(row => row.Name == document.Name, cancellationToken))
        {
            return new RunbookExists();
        }

        var now = time.GetUtcNow();
        var runbook = new Runbook(document.Name, now);
        context.Add(runbook);
        context.Add(runbook.Write(document, text.Content!, by.Name, by.Id, Clean(text.Comment), now));
        audit.Add(context, by, ChangeRunbook.Entry(runbook, new RunbookChangeRecord("written", 1, Clean(text.Comment)), AuditOutcome.Succeeded));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new RunbookExists();
        }

        return runbook;
    }

    /// <summary>A further version. It keeps the name, which runs, secrets and records go by.</summary>
    public async Task<Outcome<Runbook>> ReviseAsync(string name, RunbookText text, Actor by, CancellationToken cancellationToken)
    {
        if (!Read(text).TryGet(out var document, out var invalid))
        {
            return invalid;
        }

        if (document.Name != name)
        {
            return new ValidationFailure("name", $"A runbook keeps its name: {name}. Make a new one for another.");
        }

        return await change.RunAsync(name, by, (runbook, now, token) => AddAsync(runbook, document, text, by, now, token), cancellationToken);
    }

    /// <summary>What an earlier version said, as a new one that is reviewed like any other.</summary>
    public Task<Outcome<Runbook>> RollBackAsync(string name, int number, Actor by, CancellationToken cancellationToken) =>
        change.RunAsync(name, by, async (runbook, now, token) =>
        {
            if (await context.Set<RunbookVersion>().AsNoTracking().SingleOrDefaultAsync(row => row.RunbookId == runbook.Id && row.Number == number, token) is not { } earlier)
            {
                return new RunbookVersionUnknown();
            }

            return RunbookReader.Read(earlier.Content).TryGet(out var document, out var unreadable)
                ? await AddAsync(runbook, document, new RunbookText(earlier.Content, $"Back to version {number}"), by, now, token)
                : unreadable;
        }, cancellationToken);

    private async Task<Outcome<RunbookChangeRecord>> AddAsync(Runbook runbook, RunbookDocument document, RunbookText text, Actor by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (runbook.RetiredAt is not null)
        {
            return new RunbookRetired();
        }

        if (text.BasedOn is { } seen && seen != runbook.LatestVersion)
        {
            return new RunbookChanged();
        }

        var hash = RunbookVersion.HashOf(text.Content!);
        if (await context.Set<RunbookVersion>().AnyAsync(row => row.RunbookId == runbook.Id && row.Number == runbook.LatestVersion && row.Hash == hash, cancellationToken))
        {
            return new RunbookUnchanged();
        }

        var version = runbook.Write(document, text.Content!, by.Name, by.Id, Clean(text.Comment), now);
        context.Add(version);
        return new RunbookChangeRecord("written", version.Number, version.Comment);
    }

    private static Outcome<RunbookDocument> Read(RunbookText text)
    {
        if (string.IsNullOrWhiteSpace(text.Content))
        {
            return new ValidationFailure("content", "Write the runbook: front matter in YAML, and Markdown below it.");
        }

        return text.Comment is { } comment && (comment.Length > LongestComment || comment.Any(char.IsControl))
            ? new ValidationFailure("comment", $"Give at most {LongestComment} characters on one line.")
            : RunbookReader.Read(text.Content);
    }

    private static string? Clean(string? comment) => comment?.Trim() is { Length: > 0 } text ? text : null;
}
