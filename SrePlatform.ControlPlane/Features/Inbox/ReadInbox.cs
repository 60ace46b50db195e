using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Inbox;

namespace SrePlatform.ControlPlane.Features.Inbox;

/// <summary>What a person has been told, newest first.</summary>
/// <param name="ReadAt">Until when they have read; what is later is new.</param>
internal sealed record InboxView(IReadOnlyList<InboxItem> Items, DateTimeOffset ReadAt)
{
    public int Unread => Items.Count(IsNew);

    public bool IsNew(InboxItem item) => item.At > ReadAt;
}

/// <summary>Reads all parts of the notification centre of one person, and remembers until when they have read.</summary>
internal sealed class ReadInbox(IEnumerable<IInboxSource> sources, SreDbContext context, TimeProvider time)
{
    private const int Most = 30;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    public async Task<InboxView> RunAsync(Scope scope, Actor person, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Kept;
        var read = await context.Set<UserProfile>().Where(profile => profile.Sub == person.Id).Select(profile => profile.InboxReadAt).SingleOrDefaultAsync(cancellationToken);
        var items = new List<InboxItem>();
        foreach (var source in sources)
        {
            items.AddRange(await source.ReadAsync(scope, oldest, Most, cancellationToken));
        }

        return new([.. items.OrderByDescending(item => item.At).Take(Most)], read ?? oldest);
    }

    public Task MarkReadAsync(Actor person, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var at = until < now ? until : now;
        return context.Set<UserProfile>().Where(profile => profile.Sub == person.Id && (profile.InboxReadAt == null || profile.InboxReadAt < at))
            .ExecuteUpdateAsync(update => update.SetProperty(profile => profile.InboxReadAt, at), cancellationToken);
    }
}
