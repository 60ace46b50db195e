using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Platform.Inbox;

/// <summary>Something that a person should hear of.</summary>
/// <param name="Icon">A name of Assets/icons.svg.</param>
/// <param name="Text">One sentence in the person's language.</param>
/// <param name="Address">Where it is.</param>
internal sealed record InboxItem(DateTimeOffset At, string Icon, string Text, string Address);

/// <summary>
/// A feature's part of the notification centre. What it tells is read from the feature's own rows, which are the truth, so nothing can
/// be lost on the way; the centre only remembers until when a person has read.
/// </summary>
internal interface IInboxSource
{
    /// <summary>The latest items for a person after a time, newest first.</summary>
    Task<IReadOnlyList<InboxItem>> ReadAsync(Scope scope, DateTimeOffset after, int most, CancellationToken cancellationToken);
}
