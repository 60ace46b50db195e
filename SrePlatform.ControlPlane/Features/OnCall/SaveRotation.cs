using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Clock;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Adds, changes and deletes rotations, and stand-ins in them.</summary>
internal sealed class SaveRotation(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Rotation>> RunAsync(Guid? id, uint? version, RotationDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        var rotation = id is null ? null : await context.Set<Rotation>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (id is not null && rotation is null)
        {
            return new RotationNotFound();
        }

        if (rotation is not null && version is { } seen && seen != rotation.Version)
        {
            return new OnCallChanged();
        }

        if (Check(draft) is { } failure)
        {
            return failure;
        }

        if (rotation is null)
        {
            rotation = new Rotation(draft, actor.Name, time.GetUtcNow());
            context.Add(rotation);
        }
        else
        {
            rotation.Change(draft, actor.Name, time.GetUtcNow());
        }

        audit.Add(context, actor, new AuditRecord(id is null ? "on_call_rotation.added" : "on_call_rotation.changed", "on_call_rotation", draft.Name)
        {
            Details = new Dictionary<string, string> { ["members"] = string.Join(", ", draft.Members.Select(member => member.Name)) },
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return rotation;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new OnCallChanged();
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new ValidationFailure("name", "This name is taken.");
        }
    }

    public async Task<Outcome<Done>> DeleteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<Rotation>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } rotation)
        {
            return new RotationNotFound();
        }

        var policies = await context.Set<EscalationPolicy>().AsNoTracking().ToListAsync(cancellationToken);
        if (policies.Find(policy => policy.Is.Levels.Any(level => level.RotationId == id)) is { } user)
        {
            return new RotationInUse(user.Name);
        }

        context.Remove(rotation);
        audit.Add(context, actor, new AuditRecord("on_call_rotation.deleted", "on_call_rotation", rotation.Name));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    public async Task<Outcome<RotationOverride>> StandInAsync(
        Guid rotationId, DateTimeOffset from, DateTimeOffset to, RotationMember person, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<Rotation>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == rotationId, cancellationToken) is not { } rotation)
        {
            return new RotationNotFound();
        }

        if (from >= to || to - from > TimeSpan.FromDays(366))
        {
            return new ValidationFailure("to", "Give an end after the beginning, at most a year later.");
        }

        if (CheckMember(person) is { } wrong)
        {
            return new ValidationFailure("person", wrong);
        }

        var row = new RotationOverride
        {
            Id = Guid.CreateVersion7(), RotationId = rotationId, From = from.ToUniversalTime(), To = to.ToUniversalTime(), Person = person.Name.Trim(), Email = person.Email,
            CreatedBy = actor.Name, CreatedAt = time.GetUtcNow(),
        };
        context.Add(row);
        audit.Add(context, actor, new AuditRecord("on_call_override.added", "on_call_rotation", rotation.Name)
        {
            Details = new Dictionary<string, string> { ["person"] = person.Name, ["from"] = $"{row.From:O}", ["to"] = $"{row.To:O}" },
        });
        await context.SaveChangesAsync(cancellationToken);
        return row;
    }

    public async Task<Outcome<Done>> RemoveStandInAsync(Guid rotationId, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<RotationOverride>().SingleOrDefaultAsync(row => row.Id == id && row.RotationId == rotationId, cancellationToken) is not { } row)
        {
            return new RotationNotFound();
        }

        context.Remove(row);
        audit.Add(context, actor, new AuditRecord("on_call_override.deleted", "on_call_rotation", rotationId.ToString()) { Details = new Dictionary<string, string> { ["person"] = row.Person } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private static ValidationFailure? Check(RotationDraft draft)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 100 || draft.Name.Any(char.IsControl))
        {
            errors["name"] = ["Give a name of at most 100 characters."];
        }

        if (LocalTime.Find(draft.TimeZone) is null)
        {
            errors["time_zone"] = ["Give a time zone like Europe/Berlin."];
        }

        if (draft.ShiftDays is < 1 or > 28)
        {
            errors["shift_days"] = ["Give 1 to 28 days."];
        }

        if (draft.StartsOn.Year is < 2000 or > 2100)
        {
            errors["starts_on"] = ["Give a day of this century."];
        }

        if (draft.Members is not { Count: > 0 and <= 50 })
        {
            errors["members"] = ["Name 1 to 50 people."];
        }
        else if (draft.Members.Select(CheckMember).OfType<string>().FirstOrDefault() is { } wrong)
        {
            errors["members"] = [wrong];
        }

        return errors.Count == 0 ? null : new ValidationFailure(errors);
    }

    private static string? CheckMember(RotationMember? member) =>
        string.IsNullOrWhiteSpace(member?.Name) || member.Name.Length > 200 || member.Name.Any(char.IsControl) ? "Everybody has a name of at most 200 characters."
        : member.Email is { } email && (email.Length > 320 || !MailAddress.TryCreate(email, out _)) ? $"{email} is not a mail address."
        : null;
}
