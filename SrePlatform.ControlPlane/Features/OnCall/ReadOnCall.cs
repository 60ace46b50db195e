using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Who is on call in one rotation, until when, and who comes next.</summary>
internal sealed record OnCallNow(Guid RotationId, string Rotation, string TimeZone, RotationMember? Person, bool Override, DateTimeOffset? Until, RotationMember? Next);

/// <summary>Says who is on call.</summary>
internal sealed class ReadOnCall(SreDbContext context)
{
    private const int MostRotations = 100;
    private const int MostStandIns = 500;
    private static readonly TimeSpan LookAhead = TimeSpan.FromDays(60);

    /// <param name="ids">Which rotations; null for all.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<OnCallNow>> AtAsync(IReadOnlyCollection<Guid>? ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (ids is { Count: 0 })
        {
            return [];
        }

        var rotations = await context.Set<Rotation>().AsNoTracking().Where(rotation => ids == null || ids.Contains(rotation.Id)).OrderBy(rotation => rotation.Name).Take(MostRotations)
            .ToListAsync(cancellationToken);
        var standIns = await StandInsAsync([.. rotations.Select(rotation => rotation.Id)], at, at + LookAhead, cancellationToken);
        return rotations.ConvertAll(rotation =>
        {
            var shifts = RotationShifts.Between(rotation.Is, [.. standIns[rotation.Id]], at, at + LookAhead);
            var now = shifts.Count > 0 && shifts[0].From == at ? shifts[0] : null;
            var next = shifts.Skip(now is null ? 0 : 1).FirstOrDefault();
            return new OnCallNow(rotation.Id, rotation.Name, rotation.Is.TimeZone, now?.Member, now?.Override ?? false, now?.To ?? next?.From, next?.Member);
        });
    }

    public async Task<ILookup<Guid, StandIn>> StandInsAsync(IReadOnlyCollection<Guid> rotations, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = await context.Set<RotationOverride>().AsNoTracking().Where(row => rotations.Contains(row.RotationId) && row.From < to && row.To > from)
            .OrderBy(row => row.From).Take(MostStandIns).ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.RotationId, row => new StandIn(row.From, row.To, new RotationMember(row.Person, row.Email), row.CreatedAt));
    }
}
