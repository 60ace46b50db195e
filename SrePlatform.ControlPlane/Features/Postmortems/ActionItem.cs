using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>Something to do so that an incident does not come back: who does it, and until when.</summary>
internal sealed class ActionItem
{
    public const int LongestTitle = 500;

    private ActionItem()
    {
    }

    /// <summary>A suggestion of the draft; it is somebody's only when they take it on.</summary>
    public ActionItem(Guid postmortemId, string title, string? because, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (PostmortemId, Title, Because, CreatedBy, CreatedAt, UpdatedAt) = (postmortemId, title, because, "system", now, now);
    }

    public ActionItem(Guid postmortemId, string title, string owner, DateOnly dueOn, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (PostmortemId, Title, Owner, DueOn, State, CreatedBy, CreatedAt, UpdatedAt) = (postmortemId, title, owner, dueOn, ActionItemState.Open, by, now, now);
    }

    public Guid Id { get; private set; }

    public Guid PostmortemId { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>Codes of the items of the record that it follows from, separated by spaces.</summary>
    public string? Because { get; private set; }

    public string? Owner { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public ActionItemState State { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedBy { get; private set; }

    public uint Version { get; private set; }

    /// <summary>Somebody takes it on, or it goes to another, or its date moves.</summary>
    public Failure? Plan(string title, string owner, DateOnly dueOn, DateTimeOffset now)
    {
        if (State is ActionItemState.Done or ActionItemState.Dropped)
        {
            return new ActionItemIsOver(State);
        }

        (Title, Owner, DueOn, State, UpdatedAt) = (title, owner, dueOn, ActionItemState.Open, now);
        return null;
    }

    /// <summary>It was done, or will not be. A suggestion can only be dropped.</summary>
    public Failure? End(ActionItemState how, string by, DateTimeOffset now)
    {
        if (State is ActionItemState.Done or ActionItemState.Dropped)
        {
            return new ActionItemIsOver(State);
        }

        if (State == ActionItemState.Proposed && how == ActionItemState.Done)
        {
            return new ActionItemNotTaken();
        }

        (State, EndedAt, EndedBy, UpdatedAt) = (how, now, by, now);
        return null;
    }

    public Failure? Reopen(DateTimeOffset now)
    {
        if (State is not (ActionItemState.Done or ActionItemState.Dropped))
        {
            return new ActionItemIsOver(State);
        }

        (State, EndedAt, EndedBy, UpdatedAt) = (Owner is null ? ActionItemState.Proposed : ActionItemState.Open, null, null, now);
        return null;
    }
}
