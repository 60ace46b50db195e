using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Clock;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>One rotation: its turns of the coming weeks, its stand-ins and its form.</summary>
internal sealed class RotationModel(SreDbContext context, ReadOnCall onCall, SaveRotation save, Preferences preferences, IAuthorizationService authorization, TimeProvider time, Texts texts) : PageModel
{
    private static readonly TimeSpan Preview = TimeSpan.FromDays(42);

    public Rotation? Rotation { get; private set; }

    public IReadOnlyList<Shift> Shifts { get; private set; } = [];

    public IReadOnlyList<RotationOverride> StandIns { get; private set; } = [];

    public bool MayManage { get; private set; }

    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    public string? Problem { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    /// <summary>One person a line: a name, and an address in angle brackets.</summary>
    [BindProperty]
    public string? Members { get; set; }

    [BindProperty]
    public string? StartsOn { get; set; }

    [BindProperty]
    public string? HandoverAt { get; set; }

    [BindProperty]
    public string? ShiftDays { get; set; }

    [BindProperty]
    public uint? Version { get; set; }

    public string? ErrorAt(string field) => Errors.TryGetValue(field, out var messages) ? texts.Find($"on_call.error.{field}") ?? string.Join(" ", messages) : null;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return id == "new" ? Forbid() : NotFound();
        }

        if (Rotation?.Is is { } known)
        {
            (Name, Zone, StartsOn, HandoverAt) = (known.Name, known.TimeZone, $"{known.StartsOn:yyyy-MM-dd}", $"{known.HandoverAt:HH:mm}");
            (ShiftDays, Version) = ($"{known.ShiftDays}", Rotation.Version);
            Members = string.Join("\n", known.Members.Select(member => member.Email is null ? member.Name : $"{member.Name} <{member.Email}>"));
        }
        else
        {
            (Zone, HandoverAt, ShiftDays, StartsOn) = (preferences.Zone.Id, "09:00", "7", $"{time.GetUtcNow():yyyy-MM-dd}");
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayManage)
        {
            return MayManage ? NotFound() : Forbid();
        }

        var draft = new RotationDraft(
            Name?.Trim() ?? "", Zone?.Trim() ?? "", Read(Members), DateOnly.TryParse(StartsOn, CultureInfo.InvariantCulture, out var day) ? day : default,
            TimeOnly.TryParse(HandoverAt, CultureInfo.InvariantCulture, out var at) ? at : default, int.TryParse(ShiftDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0);
        return (await save.RunAsync(Rotation?.Id, Version, draft, Actor.From(User), cancellationToken)).TryGet(out var saved, out var failure)
            ? this.Done($"/on-call/rotations/{saved.Id}", texts["notifications.said.saved", ("name", saved.Name)])
            : Again(failure);
    }

    public async Task<IActionResult> OnPostStandInAsync(string id, string? from, string? to, string? person, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayManage || Rotation is not { } rotation)
        {
            return MayManage ? NotFound() : Forbid();
        }

        var zone = LocalTime.Find(rotation.Is.TimeZone) ?? TimeZoneInfo.Utc;
        var failure = Instant(from, zone) is { } start && Instant(to, zone) is { } end
            ? (await save.StandInAsync(rotation.Id, start, end, Read(person) is [var first, ..] ? first : new RotationMember("", null), Actor.From(User), cancellationToken)).Failure
            : new ValidationFailure("to", "");
        return this.Done($"/on-call/rotations/{rotation.Id}", failure is null ? texts["on_call.said.stand_in"] : texts["on_call.error.stand_in"]);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string id, Guid standIn, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayManage || Rotation is not { } rotation)
        {
            return MayManage ? NotFound() : Forbid();
        }

        return (await save.RemoveStandInAsync(rotation.Id, standIn, Actor.From(User), cancellationToken)).Failure is null
            ? this.Done($"/on-call/rotations/{rotation.Id}", texts["on_call.said.deleted"])
            : NotFound();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayManage || Rotation is not { } rotation)
        {
            return MayManage ? NotFound() : Forbid();
        }

        var failure = (await save.DeleteAsync(rotation.Id, Actor.From(User), cancellationToken)).Failure;
        return failure is RotationInUse used
            ? this.Done($"/on-call/rotations/{rotation.Id}", texts["on_call.said.in_use", ("policy", used.By)])
            : this.Done("/on-call", texts["on_call.said.deleted"]);
    }

    internal static IReadOnlyList<RotationMember> Read(string? text) =>
    [
        .. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
        {
            var open = line.IndexOf('<', StringComparison.Ordinal);
            return open > 0 && line.EndsWith('>') ? new RotationMember(line[..open].Trim(), line[(open + 1)..^1].Trim()) : new RotationMember(line, null);
        }),
    ];

    private static DateTimeOffset? Instant(string? text, TimeZoneInfo zone) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, out var local) && local.Year is > 2000 and < 2100
            ? LocalTime.ToInstant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone)
            : null;

    private PageResult Again(Failure failure)
    {
        (Errors, Problem) = failure is ValidationFailure validation ? (validation.Errors, null) : (Errors, texts.Say(failure));
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        MayManage = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        if (!Guid.TryParse(id, out var known))
        {
            return id == "new" && MayManage;
        }

        Rotation = await context.Set<Rotation>().AsNoTracking().SingleOrDefaultAsync(rotation => rotation.Id == known, cancellationToken);
        if (Rotation is null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        StandIns = await context.Set<RotationOverride>().AsNoTracking().Where(row => row.RotationId == known && row.To > now).OrderBy(row => row.From).Take(100).ToListAsync(cancellationToken);
        Shifts = RotationShifts.Between(Rotation.Is, [.. (await onCall.StandInsAsync([known], now, now + Preview, cancellationToken))[known]], now, now + Preview);
        return true;
    }
}
