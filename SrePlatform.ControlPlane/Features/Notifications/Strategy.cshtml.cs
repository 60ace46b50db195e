using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.OnCall;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>One strategy's form.</summary>
[Authorize(Policies.Manage)]
internal sealed class StrategyModel(SreDbContext context, SaveStrategy save, Preferences preferences, Texts texts) : PageModel
{
    private const int Most = 200;

    public Guid? Id { get; private set; }

    [BindProperty]
    public StrategyForm Form { get; set; } = new();

    public IReadOnlyList<NotificationChannel> Channels { get; private set; } = [];

    public IReadOnlyList<Rotation> Rotations { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public string? Problem { get; private set; }

    public string? ErrorAt(string field) => Errors.TryGetValue(field, out var code) ? texts[$"notifications.error.{code}"] : null;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } strategy)
        {
            if (id != "new")
            {
                return NotFound();
            }

            Form = StrategyForm.Of(new StrategyDraft { On = [NotifyOn.Opened, NotifyOn.Severity, NotifyOn.Resolved], TimeZone = preferences.Zone.Id, Language = Languages.Current }, null, "");
            return Page();
        }

        var ids = strategy.Is.Resources;
        var names = await context.Set<Resource>().AsNoTracking().Where(resource => ids.Contains(resource.Id)).OrderBy(resource => resource.Name).Select(resource => resource.Name).ToListAsync(cancellationToken);
        Form = StrategyForm.Of(strategy.Is, strategy.Version, string.Join(", ", names));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is null && id != "new")
        {
            return NotFound();
        }

        var names = IncidentTags.Split(Form.Resources);
        var resources = await context.Set<Resource>().AsNoTracking().Where(resource => names.Contains(resource.Name)).Select(resource => resource.Id).Take(Most).ToListAsync(cancellationToken);
        var (draft, unread) = Form.Read(resources);
        if (resources.Count < names.Count)
        {
            unread["resources"] = "resource";
        }

        if (unread.Count > 0)
        {
            return Again(new NotificationInvalid(unread));
        }

        var outcome = await save.RunAsync(Id, Form.Version, draft, Actor.From(User), cancellationToken);
        return outcome.TryGet(out var saved, out var failure) ? this.Done("/notifications/strategies", texts["notifications.said.saved", ("name", saved.Name)]) : Again(failure);
    }

    private PageResult Again(Failure failure)
    {
        (Errors, Problem) = failure is NotificationInvalid invalid ? (invalid.Codes, null) : (Errors, texts.Say(failure));
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private async Task<NotificationStrategy?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Channels = await context.Set<NotificationChannel>().AsNoTracking().OrderBy(channel => channel.Name).Take(Most).ToListAsync(cancellationToken);
        Rotations = await context.Set<Rotation>().AsNoTracking().OrderBy(rotation => rotation.Name).Take(Most).ToListAsync(cancellationToken);
        if (!Guid.TryParse(id, out var known))
        {
            return null;
        }

        var found = await context.Set<NotificationStrategy>().AsNoTracking().SingleOrDefaultAsync(strategy => strategy.Id == known, cancellationToken);
        Id = found?.Id;
        return found;
    }
}
