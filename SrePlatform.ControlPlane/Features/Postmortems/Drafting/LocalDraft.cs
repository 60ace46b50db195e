using SrePlatform.ControlPlane.Features.Postmortems.Record;

namespace SrePlatform.ControlPlane.Features.Postmortems.Drafting;

/// <summary>Drafts from the record alone: what is known, in order, in plain sentences. It needs nobody else. Pure.</summary>
internal static class LocalDraft
{
    private const int MostTimeline = 80;

    public static PostmortemDraft Of(IncidentRecord record)
    {
        var sections = record.Statements.ToLookup(statement => statement.Section);
        return new PostmortemDraft([.. Enum.GetValues<PostmortemSection>().SelectMany(section => section == PostmortemSection.Timeline ? Shortened([.. sections[section]]) : sections[section])], DraftOrigin.Local);
    }

    /// <summary>The beginning and the end of a timeline that is too long to read.</summary>
    private static IEnumerable<Statement> Shortened(IReadOnlyList<Statement> timeline) => timeline.Count <= MostTimeline
        ? timeline
        : [.. timeline.Take(MostTimeline / 2), .. timeline.TakeLast(MostTimeline / 2)];
}
