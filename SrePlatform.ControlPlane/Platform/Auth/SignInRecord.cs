using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>Notes who signed in and out, and keeps the person's profile.</summary>
internal sealed class SignInRecord(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int LongestName = 200;

    public static Task OnSignedIn(TicketReceivedContext ticket) =>
        ticket.HttpContext.RequestServices.GetRequiredService<SignInRecord>().SignedInAsync(Actor.From(ticket.Principal!), ticket.HttpContext.RequestAborted);

    public async Task SignedInAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var name = actor.Name.Length <= LongestName ? actor.Name : actor.Name[..LongestName];
        if (await context.Set<UserProfile>().SingleOrDefaultAsync(profile => profile.Sub == actor.Id, cancellationToken) is { } known)
        {
            known.SignedIn(name, now);
        }
        else
        {
            context.Add(new UserProfile(actor.Id, name, now));
        }

        audit.Add(context, actor, new AuditRecord("session.signed_in", "user", name));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task SignedOutAsync(Actor actor, CancellationToken cancellationToken)
    {
        audit.Add(context, actor, new AuditRecord("session.signed_out", "user", actor.Name));
        await context.SaveChangesAsync(cancellationToken);
    }
}
