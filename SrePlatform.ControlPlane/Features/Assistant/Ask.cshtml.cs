using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>Asks the Assistant: a diagnosis of services now, a free question, or capacity. The page of the run shows what comes of it.</summary>
internal sealed class AskModel(AskChoices choices, Preferences preferences, IAuthorizationService authorization, Texts texts) : PageModel
{
    private static readonly Dictionary<string, string> NoErrors = [];

    [BindProperty]
    public AskForm Form { get; set; } = new();

    public AskView Ask { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? kind, string[]? service, string? q, string? metric, string? days, string? resource, CancellationToken cancellationToken)
    {
        Form = Filled(service, q, metric, days, resource);
        Ask = await choices.ReadAsync(HttpContext, KindOf(kind), Form, NoErrors, cancellationToken);
        return this.PageOrFragment("_AskBox");
    }

    public Task<IActionResult> OnPostDiagnoseAsync([FromServices] DiagnoseServices diagnose, CancellationToken cancellationToken) =>
        SendAsync(AskForm.Diagnose, async (key, actor, scope, known) =>
        {
            var services = Form.Services.Concat((Form.Service ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
            return services.Find(name => !known.Contains(name)) is { } unknown ? new AskInvalid("services", "unknown_service", unknown)
                : !Form.TryReadAt(preferences.Zone, out var at) ? new AskInvalid("at", "time")
                : await diagnose.RunAsync(services, at, key, actor, scope, cancellationToken);
        }, cancellationToken);

    public Task<IActionResult> OnPostQuestionAsync([FromServices] AskQuestion ask, CancellationToken cancellationToken) =>
        SendAsync(AskForm.Question, async (key, actor, scope, known) => Form.Service is { Length: > 0 } service && !known.Contains(service.Trim())
            ? new AskInvalid("service", "unknown_service", service)
            : await ask.RunAsync(new(Form.Text, Form.Service, Form.Follows), key, actor, scope, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostCapacityAsync([FromServices] AskCapacity ask, CancellationToken cancellationToken) =>
        SendAsync(AskForm.Capacity, async (key, actor, scope, known) =>
        {
            var resources = Form.Services.ToList();
            if (resources.Find(name => !known.Contains(name)) is { } unknown)
            {
                return new AskInvalid("resources", "unknown_service", unknown);
            }

            if (!string.IsNullOrWhiteSpace(Form.Resource))
            {
                if (await choices.FindResourceAsync(scope, Form.Resource.Trim(), cancellationToken) is not { } found)
                {
                    return new AskInvalid("resource", "unknown_resource", Form.Resource);
                }

                resources.Add(found);
            }

            return Form.TryReadDays(out var days)
                ? await ask.RunAsync(new(resources, Form.Metric, days), key, actor, scope, cancellationToken)
                : new AskInvalid("days", "days", $"{CapacityDraft.FewestDays}", $"{CapacityDraft.MostDays}");
        }, cancellationToken);

    /// <summary>The form as an address fills it.</summary>
    internal static AskForm Filled(string[]? service, string? q, string? metric, string? days, string? resource) => new()
    {
        Key = Guid.NewGuid(), Services = [.. service ?? []], Service = service is [var only] ? only : null, Text = q, Resource = resource,
        Metric = CapacityDraft.Metrics.Contains(metric) ? metric : "memory", Days = days ?? "30",
    };

    internal static string KindOf(string? kind) => AskForm.Kinds.Contains(kind) ? kind! : AskForm.Diagnose;

    private async Task<IActionResult> SendAsync(string kind, Func<string, Actor, Scope, IReadOnlyCollection<string>, Task<Outcome<DiagnosisRequest>>> send, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded)
        {
            return Forbid();
        }

        var actor = Actor.From(User);
        var offered = await choices.ReadAsync(HttpContext, kind, Form, NoErrors, cancellationToken);
        var key = $"page:{actor.Id}:{(Form.Key == Guid.Empty ? Guid.NewGuid() : Form.Key)}";
        if ((await send(key, actor, HttpContext.Scope(), offered.Services.ToHashSet(StringComparer.Ordinal))).TryGet(out var asked, out var failure))
        {
            return this.Done($"/assistant/{asked.SessionId ?? asked.Id}");
        }

        Ask = offered with { Errors = Say(failure) };
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private Dictionary<string, string> Say(Failure failure) => failure is AskInvalid invalid
        ? texts.SayByField("assistant.error.", invalid.Fields)
        : new() { [""] = texts.Say(failure) };
}
