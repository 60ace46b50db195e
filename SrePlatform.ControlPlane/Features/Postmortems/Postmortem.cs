using NpgsqlTypes;
using SrePlatform.ControlPlane.Features.Postmortems.Record;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>
/// What an incident taught: drafted from its record, written on by people, published by one who did not write. The record that the draft
/// rests on is kept with it, so that a citation can be read when its source is gone.
/// </summary>
internal sealed class Postmortem
{
    public const int LongestTitle = 300;
    public const int LongestBody = 60_000;

    private Postmortem()
    {
    }

    public Postmortem(Guid incidentId, string title, IReadOnlyList<string> services, string language, Actor author, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (IncidentId, Title, Services, Language) = (incidentId, Cut(title), services, language);
        (Author, AuthorId, UpdatedBy, Writers) = (author.Name, author.Id, author.Name, [author.Id]);
        (CreatedAt, UpdatedAt) = (now, now);
    }

    public Guid Id { get; private set; }

    /// <summary>Given by the database; people say <c>PM-3</c>.</summary>
    public int Number { get; private set; }

    public string Reference => $"PM-{Number}";

    /// <summary>Each incident has at most one.</summary>
    public Guid IncidentId { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>Markdown. <c>[E3](#E3)</c> cites the item E3 of the record.</summary>
    public string Body { get; private set; } = "";

    public PostmortemState State { get; private set; }

    public IReadOnlyList<string> Services { get; private set; } = [];

    /// <summary>The alert rules that fired.</summary>
    public IReadOnlyList<string> Rules { get; private set; } = [];

    public string? CauseService { get; private set; }

    public CauseKind CauseKind { get; private set; }

    /// <summary>The language that it was drafted in.</summary>
    public string Language { get; private set; } = "";

    public DraftOrigin Origin { get; private set; }

    /// <summary>What the draft could cite.</summary>
    public IReadOnlyList<RecordItem> Items { get; private set; } = [];

    public string Author { get; private set; } = "";

    public string AuthorId { get; private set; } = "";

    /// <summary>Ids of all who wrote on it; none of them can publish it.</summary>
    public IReadOnlyList<string> Writers { get; private set; } = [];

    public string UpdatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public string? Reviewer { get; private set; }

    /// <summary>Why the reviewer sent it back; null since.</summary>
    public string? ReviewNote { get; private set; }

    public long Revision { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>: forms post it back so that a stale one is refused.</summary>
    public uint Version { get; private set; }

    /// <summary>Computed by the database.</summary>
    public NpgsqlTsVector Search { get; private set; } = NpgsqlTsVector.Empty;

    public bool IsEditable => State is PostmortemState.Draft or PostmortemState.InReview;

    /// <summary>The first text; false if it has one already.</summary>
    public bool TryDraft(string body, IncidentRecord record, DraftOrigin origin, DateTimeOffset now)
    {
        if (State != PostmortemState.Drafting)
        {
            return false;
        }

        (State, Body, Origin) = (PostmortemState.Draft, body.Length <= LongestBody ? body : body[..LongestBody], origin);
        (Items, Rules, CauseService, CauseKind) = (record.Items, record.Rules, record.CauseService, record.CauseKind);
        Move(now);
        return true;
    }

    /// <summary>Somebody wrote on it.</summary>
    public Failure? Edit(PostmortemText text, Actor by, DateTimeOffset now)
    {
        if (!IsEditable)
        {
            return new PostmortemNotEditable(State);
        }

        (Title, Body, CauseService, CauseKind) = (text.Title, text.Body, text.CauseService, text.CauseKind);
        UpdatedBy = by.Name;
        Writers = Writers.Contains(by.Id) ? Writers : [.. Writers, by.Id];
        Move(now);
        return null;
    }

    /// <summary>It is ready to be read by somebody else.</summary>
    public Failure? Submit(DateTimeOffset now) => Go(PostmortemState.Draft, PostmortemState.InReview, now, () => ReviewNote = null);

    /// <summary>The reviewer wants it changed.</summary>
    public Failure? SendBack(Actor by, string note, DateTimeOffset now) => Review(by) ?? Go(PostmortemState.InReview, PostmortemState.Draft, now, () => (Reviewer, ReviewNote) = (by.Name, note));

    public Failure? Publish(Actor by, DateTimeOffset now) => Review(by) ?? Go(PostmortemState.InReview, PostmortemState.Published, now, () => (Reviewer, PublishedAt) = (by.Name, now));

    /// <summary>Something was learned since: it is written on again, and reviewed again.</summary>
    public Failure? Revise(DateTimeOffset now) => Go(PostmortemState.Published, PostmortemState.Draft, now, () => PublishedAt = null);

    private Failure? Review(Actor by) => by.Kind != ActorKind.User ? new OnlyPeopleReview() : Writers.Contains(by.Id) ? new OwnPostmortem() : null;

    private PostmortemMoved? Go(PostmortemState from, PostmortemState to, DateTimeOffset now, Action change)
    {
        if (State != from)
        {
            return new PostmortemMoved(State, to);
        }

        State = to;
        change();
        Move(now);
        return null;
    }

    private void Move(DateTimeOffset now) => (Revision, UpdatedAt) = (Revision + 1, now);

    private static string Cut(string title) => title.Length <= LongestTitle ? title : title[..LongestTitle];
}

/// <summary>What a person writes, once it was checked.</summary>
internal sealed record PostmortemText(string Title, string Body, string? CauseService, CauseKind CauseKind);
