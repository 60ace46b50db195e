using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>One channel's form; its fields follow from its kind, and secrets are never sent back.</summary>
[Authorize(Policies.Manage)]
internal sealed class ChannelModel(SreDbContext context, SaveChannel save, ChannelSecrets secrets, Texts texts) : PageModel
{
    public Guid? Id { get; private set; }

    public ChannelKind Kind { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool Enabled { get; set; }

    [BindProperty]
    public uint? Version { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Fields { get; set; } = [];

    public IReadOnlySet<string> SecretsSet { get; private set; } = new HashSet<string>();

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? kind, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, kind, cancellationToken))
        {
            return NotFound();
        }

        if (Id is null)
        {
            Enabled = true;
            Fields = ChannelFields.Of(Kind).ToDictionary(field => field.Name, field => field.Default);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? kind, CancellationToken cancellationToken)
    {
        var (name, enabled, version, fields) = (Name, Enabled, Version, Fields);
        if (!await FindAsync(id, kind, cancellationToken))
        {
            return NotFound();
        }

        (Name, Enabled, Version, Fields) = (name, enabled, version, fields);
        var draft = new ChannelDraft(name ?? "", enabled, Given(secret: false), Given(secret: true));
        var outcome = Id is { } known
            ? await save.ChangeAsync(known, version, draft, Actor.From(User), cancellationToken)
            : await save.AddAsync(Kind, draft, Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var channel, out var failure))
        {
            return this.Done("/notifications/channels", texts["notifications.said.saved", ("name", channel.Name)]);
        }

        (Errors, Problem) = failure is NotificationInvalid invalid ? (invalid.Codes, null) : (Errors, texts.Say(failure));
        Response.StatusCode = failure.StatusCode();
        return Page();

        Dictionary<string, string> Given(bool secret) => ChannelFields.Of(Kind).Where(field => field.Secret == secret).ToDictionary(field => field.Name, field => fields.GetValueOrDefault(field.Name) ?? "");
    }

    private async Task<bool> FindAsync(string id, string? kind, CancellationToken cancellationToken)
    {
        if (id == "new")
        {
            var asked = new QueryReader().Choice<ChannelKind>("kind", kind);
            Kind = asked ?? default;
            return asked is not null;
        }

        if (!Guid.TryParse(id, out var known) || await context.Set<NotificationChannel>().AsNoTracking().SingleOrDefaultAsync(channel => channel.Id == known, cancellationToken) is not { } found)
        {
            return false;
        }

        (Id, Kind, Name, Enabled, Version) = (found.Id, found.Kind, found.Name, found.Enabled, found.Version);
        Fields = found.Settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        SecretsSet = secrets.Unprotect(found.Secrets).Keys.ToHashSet();
        return true;
    }
}
