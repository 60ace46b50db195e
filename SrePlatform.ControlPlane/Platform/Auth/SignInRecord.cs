using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ServiceDefaults.Authentication;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>Notes who signed in and out, and keeps the person's profile.</summary>
internal sealed class SignInRecord(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int LongestName = 200;
    private const int LongestEmail = 254;

    public static Task OnSignedIn(TicketReceivedContext ticket) =>
        ticket.HttpContext.RequestServices.GetRequiredService<SignInRecord>().SignedInAsync(ticket.HttpContext, ticket.Principal!, ticket.HttpContext.RequestAborted);

    public async Task SignedInAsync(HttpContext http, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var actor = Actor.From(person);
        var facts = Facts(person);
        var name = actor.Name.Length <= LongestName ? actor.Name : actor.Name[..LongestName];
        if (await context.Set<UserProfile>().SingleOrDefaultAsync(profile => profile.Sub == actor.Id, cancellationToken) is { } known)
        {
            known.SignedIn(name, facts, now);
            Remember(http.Response, known);
        }
        else
        {
            var profile = new UserProfile(actor.Id, name, now);
            profile.SignedIn(name, facts, now);
            context.Add(profile);
        }

        audit.Add(context, actor, new AuditRecord("session.signed_in", "user", name));
        await context.SaveChangesAsync(cancellationToken);
    }

    private static SignInFacts Facts(ClaimsPrincipal person) => new(
        person.FindFirstValue("email") is { Length: > 0 and <= LongestEmail } email ? email : null,
        [.. person.FindAll(RealmRoles.ClaimType).Select(claim => claim.Value).Intersect(Roles.People, StringComparer.Ordinal)],
        [.. person.FindAll("groups").Select(claim => claim.Value.TrimStart('/')).Distinct(StringComparer.Ordinal)]);

    /// <summary>A browser that is new to the person shows pages as they like them.</summary>
    private static void Remember(HttpResponse response, UserProfile profile)
    {
        foreach (var (cookie, value) in new[] { (Preferences.LanguageCookie, profile.Language), (Preferences.ThemeCookie, profile.Theme), (Preferences.ZoneCookie, profile.TimeZone) })
        {
            if (value is not null)
            {
                Preferences.Remember(response, cookie, value);
            }
        }
    }

    public async Task SignedOutAsync(Actor actor, CancellationToken cancellationToken)
    {
        audit.Add(context, actor, new AuditRecord("session.signed_out", "user", actor.Name));
        await context.SaveChangesAsync(cancellationToken);
    }
}
