using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>Why a postmortem is like another.</summary>
internal enum SimilarReason
{
    /// <summary>The same service was the cause, in the same way.</summary>
    SameCause,

    /// <summary>The same service was the cause.</summary>
    SameService,

    /// <summary>The same rule fired.</summary>
    SameRule,

    /// <summary>Its title reads alike.</summary>
    LikeTitle,
}

/// <summary>A postmortem that is like another.</summary>
internal sealed record SimilarPostmortem(string Reference, string Title, PostmortemState State, DateTimeOffset CreatedAt, SimilarReason Reason);

/// <summary>Finds what happened like this before: by cause, by rule, by the letters of its title.</summary>
internal sealed class SimilarPostmortems(SreDbContext context)
{
    private const int Most = 5;
    private const double Alike = 0.4;

    public async Task<IReadOnlyList<SimilarPostmortem>> RunAsync(Scope scope, PostmortemView of, CancellationToken cancellationToken)
    {
        var (cause, kind, rules, title) = (of.CauseService, of.CauseKind, of.Rules, TitleOf(of.Title));
        var rows = await context.Set<Postmortem>().AsNoTracking().In(scope, context)
            .Where(other => other.Id != of.Id && other.State != PostmortemState.Drafting)
            .Select(other => new
            {
                other.Number, other.Title, other.State, other.CreatedAt,
                SameService = cause != null && other.CauseService == cause,
                SameKind = other.CauseKind == kind,
                SameRule = other.Rules.Any(rule => rules.Contains(rule)),
                Near = EF.Functions.TrigramsWordSimilarity(title, other.Title),
            })
            .Where(row => row.SameService || row.SameRule || row.Near > Alike)
            .OrderByDescending(row => (row.SameService ? 2 : 0) + (row.SameService && row.SameKind ? 1 : 0) + (row.SameRule ? 1 : 0) + row.Near).ThenByDescending(row => row.CreatedAt)
            .Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new SimilarPostmortem(
            $"PM-{row.Number}", row.Title, row.State, row.CreatedAt,
            row.SameService && row.SameKind && kind != CauseKind.Unknown ? SimilarReason.SameCause : row.SameService ? SimilarReason.SameService : row.SameRule ? SimilarReason.SameRule : SimilarReason.LikeTitle));
    }

    /// <summary>Without the number of the incident, which every title begins with.</summary>
    private static string TitleOf(string title) => title.StartsWith("INC-", StringComparison.Ordinal) && title.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end ? title[(end + 2)..] : title;
}
