using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Networks;

/// <summary>Allows ranges and takes them back; the caller has checked that the actor administers the installation.</summary>
internal sealed class EditNetworks(SreDbContext context, NetworkGuard guard, AuditLog audit, TimeProvider time)
{
    private const int MostRanges = 100;

    public async Task<Outcome<AllowedNetwork>> AllowAsync(string? range, string? note, Actor actor, CancellationToken cancellationToken)
    {
        if (Parse(range) is not { } network)
        {
            return new NetworkInvalid("range", "range");
        }

        if (NetworkGuard.IsNeverAllowed(network))
        {
            return new NetworkInvalid("range", "never");
        }

        if (note?.Length > AllowedNetwork.LongestNote)
        {
            return new NetworkInvalid("note", "too_long");
        }

        if (await context.Set<AllowedNetwork>().CountAsync(cancellationToken) >= MostRanges)
        {
            return new NetworkInvalid("range", "too_many");
        }

        var allowed = AllowedNetwork.Create(network, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), actor.Name, time.GetUtcNow());
        context.Add(allowed);
        audit.Add(context, actor, new("network.allowed", "network", allowed.Range) { Details = new Dictionary<string, string> { ["note"] = allowed.Note ?? "" } });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new NetworkInvalid("range", "taken");
        }

        guard.Forget();
        return allowed;
    }

    public async Task<Outcome<Done>> RevokeAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<AllowedNetwork>().SingleOrDefaultAsync(network => network.Id == id, cancellationToken) is not { } network)
        {
            return new NotFoundFailure("network.not_found", "This range is not allowed, or no longer.");
        }

        context.Remove(network);
        audit.Add(context, actor, new("network.revoked", "network", network.Range));
        await context.SaveChangesAsync(cancellationToken);
        guard.Forget();
        return Done.Value;
    }

    /// <summary>A range, or one address.</summary>
    private static IPNetwork? Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return IPNetwork.TryParse(trimmed, out var network) ? network
            : IPAddress.TryParse(trimmed, out var address) ? new IPNetwork(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }
}

/// <summary>A range that cannot be allowed.</summary>
internal sealed record NetworkInvalid(string Field, string Code) : ValidationFailure(Field, Code switch
{
    "range" => "Give a range such as 10.0.0.0/24, beginning at its first address, or one address.",
    "never" => "Link-local addresses hand out credentials in clouds; they cannot be allowed.",
    "taken" => "This range is allowed already.",
    "too_many" => "There are a hundred ranges; remove one, or allow a larger one.",
    _ => "At most 200 characters.",
});
