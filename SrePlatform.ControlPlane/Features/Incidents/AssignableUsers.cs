using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Who can be given an incident: people who have signed in before, and whoever asks.</summary>
internal sealed class AssignableUsers(SreDbContext context)
{
    private const int Most = 200;

    public static readonly ValidationFailure Unknown = new("assignee", "Nobody of this name has signed in yet.");

    /// <summary>Those seen last come first in mind, but names are easier found in order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var recent = await context.Set<UserProfile>().AsNoTracking().OrderByDescending(profile => profile.LastSeenAt).Take(Most)
            .Select(profile => profile.Name).ToListAsync(cancellationToken);
        return [.. recent.Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<bool> ExistsAsync(string name, Actor actor, CancellationToken cancellationToken) =>
        name == actor.Name
        || (!name.Contains('\0', StringComparison.Ordinal) && await context.Set<UserProfile>().AnyAsync(profile => profile.Name == name, cancellationToken));
}
