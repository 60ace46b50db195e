using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>One escalation policy's form.</summary>
[Authorize(Policies.Manage)]
internal sealed class PolicyModel(SreDbContext context, SavePolicy save, Texts texts) : PageModel
{
    /// <summary>Rows of the form; what is left empty is left out.</summary>
    public const int MostLevels = 5;

    public Guid? Id { get; private set; }

    public IReadOnlyList<Rotation> Rotations { get; private set; } = [];

    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    public string? Problem { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool Enabled { get; set; }

    [BindProperty]
    public string? MinSeverity { get; set; }

    [BindProperty]
    public string? Services { get; set; }

    [BindProperty]
    public List<string?> After { get; set; } = [];

    [BindProperty]
    public List<string?> Whom { get; set; } = [];

    [BindProperty]
    public uint? Version { get; set; }

    public string? ErrorAt(string field) => Errors.TryGetValue(field, out var messages) ? texts.Find($"on_call.error.{field}") ?? string.Join(" ", messages) : null;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, fill: true, cancellationToken))
        {
            return NotFound();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, fill: false, cancellationToken))
        {
            return NotFound();
        }

        var levels = After.Zip(Whom).Where(level => Guid.TryParse(level.Second, out _)).Select(level => new EscalationLevel(
            int.TryParse(level.First, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : -1, Guid.Parse(level.Second!))).ToList();
        var draft = new PolicyDraft(Name?.Trim() ?? "", Enabled, new QueryReader().Choice<IncidentSeverity>("min_severity", MinSeverity) ?? IncidentSeverity.Warning, IncidentTags.Split(Services), levels);
        if ((await save.RunAsync(Id, Version, draft, Actor.From(User), cancellationToken)).TryGet(out var saved, out var failure))
        {
            return this.Done("/on-call", texts["notifications.said.saved", ("name", saved.Name)]);
        }

        (Errors, Problem) = failure is ValidationFailure validation ? (validation.Errors, null) : (Errors, texts.Say(failure));
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private async Task<bool> FindAsync(string id, bool fill, CancellationToken cancellationToken)
    {
        Rotations = await context.Set<Rotation>().AsNoTracking().OrderBy(rotation => rotation.Name).Take(100).ToListAsync(cancellationToken);
        if (id == "new")
        {
            Enabled = fill || Enabled;
            return true;
        }

        if (!Guid.TryParse(id, out var known) || await context.Set<EscalationPolicy>().AsNoTracking().SingleOrDefaultAsync(policy => policy.Id == known, cancellationToken) is not { } found)
        {
            return false;
        }

        Id = found.Id;
        if (fill)
        {
            (Name, Enabled, MinSeverity, Services, Version) = (found.Name, found.Enabled, EnumsAsText.ToText(found.Is.MinSeverity), string.Join(", ", found.Is.Services), found.Version);
            After = [.. found.Is.Levels.Select(level => level.AfterMinutes.ToString(CultureInfo.InvariantCulture))];
            Whom = [.. found.Is.Levels.Select(level => level.RotationId.ToString())];
        }

        return true;
    }
}
