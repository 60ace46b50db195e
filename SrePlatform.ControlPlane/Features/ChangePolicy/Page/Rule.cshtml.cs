using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Page;

/// <summary>A rule as the form holds it.</summary>
public sealed class PolicyRuleForm
{
    public string? Name { get; set; }

    public string? Environments { get; set; }

    public string? Teams { get; set; }

    public string? Runbooks { get; set; }

    public string? MinRisk { get; set; }

    public string? Hours { get; set; }

    public List<int> Days { get; set; } = [];

    public string? From { get; set; }

    public string? To { get; set; }

    public string? TimeZone { get; set; }

    public int? Approvals { get; set; }

    public bool Enabled { get; set; }

    public uint? Version { get; set; }

    internal PolicyRuleDraft Read() => new(
        Name, PolicyNames.Split(Environments), PolicyNames.Split(Teams), PolicyNames.Split(Runbooks), Enum.TryParse<RunbookRisk>(MinRisk, ignoreCase: true, out var risk) ? risk : null,
        Enum.TryParse<PolicyHours>(Hours, ignoreCase: true, out var hours) ? hours : null, [.. Days.Select(day => (DayOfWeek)day)], Clock(From), Clock(To), TimeZone, Approvals, Enabled, Version);

    internal static PolicyRuleForm Of(PolicyRule rule) => new()
    {
        Name = rule.Name,
        Environments = string.Join(", ", rule.Environments),
        Teams = string.Join(", ", rule.Teams),
        Runbooks = string.Join(", ", rule.Runbooks),
        MinRisk = EnumsAsText.ToText(rule.MinRisk),
        Hours = EnumsAsText.ToText(rule.Hours),
        Days = [.. rule.Days],
        From = rule.FromTime.ToString("HH:mm", CultureInfo.InvariantCulture),
        To = rule.ToTime.ToString("HH:mm", CultureInfo.InvariantCulture),
        TimeZone = rule.TimeZone,
        Approvals = rule.Approvals,
        Enabled = rule.Enabled,
        Version = rule.Version,
    };

    private static TimeOnly? Clock(string? text) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
}

/// <summary>A rule of the policy: new, changed or deleted.</summary>
[Authorize(Policies.Administer)]
internal sealed class RuleModel(PolicyRules rules, SreDbContext context, Preferences preferences, Texts texts) : PageModel
{
    private const int MostChoices = 200;

    [BindProperty]
    public PolicyRuleForm Form { get; set; } = new();

    public Guid? Id { get; private set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Teams { get; private set; } = [];

    public IReadOnlyList<string> Environments { get; private set; } = [];

    public IReadOnlyList<string> Runbooks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken cancellationToken)
    {
        Id = id;
        await ReadChoicesAsync(cancellationToken);
        if (id is null)
        {
            Form = new() { Hours = "outside", Days = [1, 2, 3, 4, 5], From = "09:00", To = "18:00", TimeZone = preferences.Zone.Id, Approvals = 1, Enabled = true, Environments = "production" };
            return Page();
        }

        if (await rules.FindAsync(id.Value, cancellationToken) is not { } rule)
        {
            return NotFound();
        }

        Form = PolicyRuleForm.Of(rule);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken cancellationToken)
    {
        if ((await rules.SaveAsync(id, Form.Read(), Actor.From(User), cancellationToken)).Failure is not { } failure)
        {
            return this.Done("/automation/policy", texts["change_policy.said.saved", ("name", Form.Name)]);
        }

        if (failure is NotFoundFailure)
        {
            return NotFound();
        }

        Id = id;
        await ReadChoicesAsync(cancellationToken);
        Errors = failure is PolicyInvalid invalid ? texts.SayByField("change_policy.error.", invalid.Fields) : new Dictionary<string, string> { ["name"] = texts.Say(failure) };
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken) =>
        (await rules.DeleteAsync(id, Actor.From(User), cancellationToken)).Failure is null ? this.Done("/automation/policy", texts["change_policy.said.deleted"]) : NotFound();

    private async Task ReadChoicesAsync(CancellationToken cancellationToken)
    {
        (Teams, Environments) = await PolicyChoices.ReadAsync(context, HttpContext.Scope(), MostChoices, cancellationToken);
        Runbooks = await context.Set<Runbook>().AsNoTracking().Where(runbook => runbook.RetiredAt == null).OrderBy(runbook => runbook.Name).Take(MostChoices).Select(runbook => runbook.Name).ToListAsync(cancellationToken);
    }
}
