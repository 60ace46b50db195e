using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Makes a silence or a maintenance window, filled in from the alert or incident that somebody came from.</summary>
[Authorize(Policies.Operate)]
internal sealed class NewModel(SreDbContext context, CreateSilence create, PreviewSilence preview, Preferences preferences, Texts texts) : PageModel
{
    public static readonly int[] Hours = [1, 2, 4, 8, 12, 24];

    private const int MostResources = 200;
    private static readonly string[] Identifying = ["alertname", "service", "resource_id", "instance", "mountpoint"];

    [BindProperty]
    public SilenceForm Form { get; set; } = new();

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public SilencePreview? Preview { get; private set; }

    public IReadOnlyList<(Guid Id, string Name, string Service)> Resources { get; private set; } = [];

    public IReadOnlyList<string> Services { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? kind, Guid? alert, Guid? incident, CancellationToken cancellationToken)
    {
        Form = new() { Kind = kind == "maintenance" ? kind : "silence", Lasts = "2", TimeZone = preferences.Zone.Id, Minutes = "60", Cron = "0 2 * * SUN" };
        if (alert is { } alertId)
        {
            if (await context.Set<Alert>().AsNoTracking().In(HttpContext.Scope(), context).SingleOrDefaultAsync(known => known.Id == alertId, cancellationToken) is not { } found)
            {
                return NotFound();
            }

            var labels = AlertFacts.Of(found).Labels;
            Form.Matchers = LabelMatchers.Write(Identifying.Where(labels.ContainsKey).Select(name => new LabelMatcher(name, MatcherOperator.Equal, labels[name])));
        }
        else if (incident is { } incidentId)
        {
            var alerts = await context.Set<Alert>().AsNoTracking().In(HttpContext.Scope(), context).Where(known => known.IncidentId == incidentId)
                .Select(known => new { known.Rule, known.Service }).Distinct().Take(100).ToListAsync(cancellationToken);
            if (alerts.Count == 0)
            {
                return NotFound();
            }

            Form.Matchers = string.Join('\n', new[] { Any("alertname", alerts.Select(known => known.Rule)), Any("service", alerts.Select(known => known.Service).OfType<string>()) }.OfType<string>());
        }

        await ReadChoicesAsync(cancellationToken);
        await TryAsync(cancellationToken);
        Errors = new Dictionary<string, string>();
        return Page();
    }

    /// <summary>Shows what it would hold back; nothing is stored.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        await ReadChoicesAsync(cancellationToken);
        await TryAsync(cancellationToken);
        return this.PageOrFragment("_Preview");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (draft, errors) = Form.Read(preferences.Zone);
        Failure failure;
        if (errors.Count > 0)
        {
            failure = new SilenceInvalid(errors);
        }
        else if ((await create.RunAsync(draft, Actor.From(User), cancellationToken)).TryGet(out _, out var refused))
        {
            return this.Done("/silences", texts["silences.created"]);
        }
        else
        {
            failure = refused;
        }

        Show(failure);
        await ReadChoicesAsync(cancellationToken);
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        var (draft, errors) = Form.Read(preferences.Zone);
        if (errors.Count > 0)
        {
            Show(new SilenceInvalid(errors));
        }
        else if ((await preview.RunAsync(HttpContext.Scope(), draft, cancellationToken)).TryGet(out var shown, out var failure))
        {
            Preview = shown;
        }
        else
        {
            Show(failure);
        }
    }

    private void Show(Failure failure) => Errors = failure is SilenceInvalid invalid
        ? texts.SayByField("silences.error.", invalid.Fields)
        : new Dictionary<string, string> { [""] = texts.Say(failure) };

    private async Task ReadChoicesAsync(CancellationToken cancellationToken)
    {
        if (!Form.IsMaintenance)
        {
            return;
        }

        var resources = await context.Set<Resource>().AsNoTracking().In(HttpContext.Scope(), context).Where(resource => resource.RetiredAt == null)
            .OrderBy(resource => resource.Name).Take(MostResources).Select(resource => new { resource.Id, resource.Name, resource.Service }).ToListAsync(cancellationToken);
        Resources = [.. resources.Select(resource => (resource.Id, resource.Name, resource.Service))];
        Services = [.. resources.Select(resource => resource.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>One value, or an expression that accepts each of them.</summary>
    private static string? Any(string label, IEnumerable<string> values) => values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() switch
    {
        [] => null,
        [var single] => new LabelMatcher(label, MatcherOperator.Equal, single).ToString(),
        var several => MetricsQl.AnyOf(label, several),
    };
}
