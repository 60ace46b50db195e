using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Account;

/// <summary>Makes and revokes a person's own tokens.</summary>
internal sealed class EditTokens(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public const int LongestName = 100;
    public const int MostDays = 366;

    private const int MostTokens = 50;

    public Task<List<ApiToken>> ListAsync(Actor actor, CancellationToken cancellationToken) => context.Set<ApiToken>().AsNoTracking()
        .Where(token => token.Sub == actor.Id && token.RevokedAt == null).OrderByDescending(token => token.CreatedAt).Take(MostTokens).ToListAsync(cancellationToken);

    /// <returns>The secret, which is shown this once.</returns>
    public async Task<Outcome<string>> CreateAsync(string? name, TokenAccess? access, int? days, Actor actor, CancellationToken cancellationToken)
    {
        var wanted = name?.Trim() ?? "";
        if (wanted.Length is 0 or > LongestName || wanted.Any(char.IsControl))
        {
            return new ValidationFailure("name", $"Give 1 to {LongestName} characters that say what it is for.");
        }

        if (access is not { } granted)
        {
            return new ValidationFailure("access", "Choose what it may do.");
        }

        if (days is not (>= 1 and <= MostDays))
        {
            return new ValidationFailure("days", $"Give 1 to {MostDays} days.");
        }

        if (!await context.Set<UserProfile>().AnyAsync(profile => profile.Sub == actor.Id, cancellationToken))
        {
            return new ConflictFailure("token.not_signed_in", "Sign in again; your account is not known here yet.");
        }

        if (await context.Set<ApiToken>().CountAsync(token => token.Sub == actor.Id && token.RevokedAt == null, cancellationToken) >= MostTokens)
        {
            return new ConflictFailure("token.too_many", $"You have {MostTokens} tokens. Revoke some first.");
        }

        var (token, secret) = ApiToken.Create(actor.Id, wanted, granted, TimeSpan.FromDays(days.Value), time.GetUtcNow());
        context.Add(token);
        audit.Add(context, actor, new("token.created", "token", token.Id.ToString())
        {
            Details = new Dictionary<string, string> { ["name"] = wanted, ["access"] = EnumsAsText.ToText(granted), ["days"] = days.Value.ToString(CultureInfo.InvariantCulture) },
        });
        await context.SaveChangesAsync(cancellationToken);
        return secret;
    }

    public async Task<Outcome<Done>> RevokeAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<ApiToken>().SingleOrDefaultAsync(token => token.Id == id && token.Sub == actor.Id, cancellationToken) is not { } token)
        {
            return new NotFoundFailure("token.not_found", "You have no such token.");
        }

        token.Revoke(time.GetUtcNow());
        audit.Add(context, actor, new("token.revoked", "token", token.Id.ToString()) { Details = new Dictionary<string, string> { ["name"] = token.Name } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }
}
