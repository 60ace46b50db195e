using System.Linq.Expressions;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>A postmortem in a list.</summary>
/// <param name="OpenActions">Action items that somebody still has to do.</param>
internal sealed record PostmortemRow(
    Guid Id, int Number, Guid IncidentId, string Title, PostmortemState State, IReadOnlyList<string> Services, string? CauseService, CauseKind CauseKind, string Author,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? PublishedAt, int OpenActions)
{
    /// <summary>What people say.</summary>
    public string Reference => $"PM-{Number}";
}

/// <summary>A postmortem as the API and its page show it.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="Version">Post it back with a change, so that a stale form is refused.</param>
internal sealed record PostmortemView(
    Guid Id, int Number, Guid IncidentId, string Incident, string Title, string Body, PostmortemState State, IReadOnlyList<string> Services, IReadOnlyList<string> Rules, string? CauseService, CauseKind CauseKind,
    string Language, DraftOrigin Origin, IReadOnlyList<Record.RecordItem> Items, string Author, string AuthorId, IReadOnlyList<string> Writers, string UpdatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? PublishedAt, string? Reviewer, string? ReviewNote, long Revision, uint Version)
{
    /// <summary>What people say.</summary>
    public string Reference => $"PM-{Number}";

    public IReadOnlyList<ActionItemView> Actions { get; init; } = [];

    public static PostmortemView Of(Postmortem row, int incident) => new(
        row.Id, row.Number, row.IncidentId, $"INC-{incident}", row.Title, row.Body, row.State, row.Services, row.Rules, row.CauseService, row.CauseKind, row.Language, row.Origin, row.Items, row.Author, row.AuthorId,
        row.Writers, row.UpdatedBy, row.CreatedAt, row.UpdatedAt, row.PublishedAt, row.Reviewer, row.ReviewNote, row.Revision, row.Version);
}

/// <summary>An action item, with the postmortem that it is of.</summary>
internal sealed record ActionItemView(
    Guid Id, Guid PostmortemId, int PostmortemNumber, string Title, string? Because, string? Owner, DateOnly? DueOn, ActionItemState State, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? EndedBy)
{
    /// <summary>What people say of its postmortem.</summary>
    public string Postmortem => $"PM-{PostmortemNumber}";

    public bool IsOverdue(DateOnly today) => State == ActionItemState.Open && DueOn < today;

    public static Expression<Func<ActionItem, ActionItemView>> Projection(IQueryable<Postmortem> postmortems) => item => new ActionItemView(
        item.Id, item.PostmortemId, postmortems.Where(postmortem => postmortem.Id == item.PostmortemId).Select(postmortem => postmortem.Number).First(), item.Title, item.Because, item.Owner, item.DueOn,
        item.State, item.CreatedAt, item.EndedAt, item.EndedBy);
}
