using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Panel;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>A bar of the waterfall: where it begins and how long it is, in thousandths of the run.</summary>
internal sealed record Bar(SpanRow Span, double From, double Width);

/// <summary>
/// One run of the Assistant: what came of it, live while it works, and step by step what was asked, what came back, how long it took and
/// what it cost. Found by the session, or by the request for it, which is there before the session is.
/// </summary>
internal sealed class RunModel(
    ReadRuns runs, ReadDiagnoses diagnoses, LoadDiagnosisPanel panels, AskChoices choices, AssistantReach reach, IAuthorizationService authorization, Texts texts) : PageModel
{
    private const double Scale = 1_000;
    private const double Thinnest = 3;
    private const int MostNamed = 3;

    public Guid Id { get; private set; }

    /// <summary>Null for a run that was asked for from elsewhere.</summary>
    public DiagnosisView? Asked { get; private set; }

    public Guid? SessionId { get; private set; }

    /// <summary>Null until the Assistant has it.</summary>
    public RunRow? Run { get; private set; }

    public DiagnosisPanel Panel { get; private set; } = new(PanelState.None);

    public IReadOnlyList<Bar> Bars { get; private set; } = [];

    public bool MayOperate { get; private set; }

    public bool MayGrade => MayOperate && Panel is { State: PanelState.Completed, IsQuestion: false };

    public bool MayFollow => MayOperate && Panel.State == PanelState.Completed && Asked is not null && SessionId is not null;

    /// <summary>Why no more can be asked now; null if it can.</summary>
    public string? AssistantProblem { get; private set; }

    public Guid? IncidentId => Run?.IncidentId ?? Asked?.IncidentId;

    public string? RequestedBy => Run?.RequestedBy ?? Asked?.RequestedBy;

    public DateTimeOffset AskedAt => Asked?.CreatedAt ?? Run?.CreatedAt ?? Panel.Session?.CreatedAt ?? default;

    public string Flow => Run?.Flow ?? Shared.Tone.Word(Asked?.Kind ?? DiagnosisKind.Alerts);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (SessionId is { } session && session != id)
        {
            // The page is known by its session from then on.
            if (!Request.WantsFragment())
            {
                return LocalRedirect($"/assistant/{session}");
            }

            Response.Headers["HX-Replace-Url"] = $"/assistant/{session}";
        }

        return this.PageOrFragment("_Run");
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, [FromServices] CancelDiagnosis cancel, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded)
        {
            return Forbid();
        }

        if (await diagnoses.FindAskedAsync(HttpContext.Scope(), id, cancellationToken) is not { } request)
        {
            return NotFound();
        }

        var failure = (await cancel.RunAsync(request.Id, Actor.From(User), HttpContext.Scope(), cancellationToken)).Failure;
        var says = failure is null ? texts["assistant.cancel_asked"] : texts.Say(failure);
        if (!Request.WantsFragment())
        {
            return this.Done($"/assistant/{id}", says);
        }

        Response.Says(says, failure is not null);
        return await LoadAsync(id, cancellationToken) ? Partial("_Run", this) : NotFound();
    }

    public async Task<IActionResult> OnPostGradeAsync(Guid id, string? grade, string? cause, string? comment, string? back, [FromServices] GradeDiagnosis gradeDiagnosis, CancellationToken cancellationToken)
    {
        var failure = (await gradeDiagnosis.RunAsync(id, new(grade, cause, comment), HttpContext.Scope(), Actor.From(User), cancellationToken)).Failure;
        var address = Url.IsLocalUrl(back) ? back! : $"/assistant/{id}";
        return this.Done(address, failure is null ? texts["diagnosis.grade.thanks"] : texts.Say(failure));
    }

    /// <summary>The question, else what was asked for.</summary>
    public string Title()
    {
        if (Asked?.Question is { } question)
        {
            return question;
        }

        if (Panel.Answer?.Query is { } query)
        {
            return query;
        }

        IEnumerable<string> about = Panel.Capacity?.Resources.Select(resource => resource.Resource ?? "") ?? Asked?.Services ?? [];
        var named = about.Select(name => Panel.ResourceNames.GetValueOrDefault(name) ?? name).ToList();
        var names = string.Join(texts["diagnosis.list_separator"], named.Take(MostNamed)) + (named.Count > MostNamed ? " …" : "");
        return names.Length == 0 ? texts["assistant.flow." + Flow] : texts["assistant.title." + Flow, ("names", names)];
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        Id = id;
        Asked = await diagnoses.FindAskedAsync(scope, id, cancellationToken);
        if (Asked is null && !scope.IsAll)
        {
            return false;
        }

        SessionId = Asked is null ? id : Asked.SessionId;
        if ((Asked is null ? await panels.OfSessionAsync(id, cancellationToken) : await panels.OfRequestAsync(Asked, cancellationToken)) is not { } panel)
        {
            return false;
        }

        MayOperate = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        var named = panel.Capacity?.Resources.Select(resource => resource.Resource ?? "") ?? Asked?.Services ?? [];
        Panel = panel with { ResourceNames = Flow == "capacity" || panel.Capacity is not null ? await choices.NamesAsync(scope, named, cancellationToken) : panel.ResourceNames };
        if (SessionId is { } session)
        {
            Run = (await runs.FindAsync(session, cancellationToken)).Value is [var run, ..] ? run : null;
            Bars = panel.IsLive ? [] : Lay((await runs.SpansAsync(session, cancellationToken)).Value ?? []);
        }

        AssistantProblem = MayFollow ? await reach.ProblemAsync(cancellationToken) : null;
        return true;
    }

    internal static IReadOnlyList<Bar> Lay(IReadOnlyList<SpanRow> spans)
    {
        if (spans.Count == 0)
        {
            return [];
        }

        var start = spans.Min(span => span.StartedAt);
        var length = Math.Max(1, spans.Max(span => (span.StartedAt - start).TotalMilliseconds + span.DurationMs));
        return [.. spans.Select(span =>
        {
            var width = Math.Max(Thinnest, span.DurationMs / length * Scale);
            return new Bar(span, Math.Min((span.StartedAt - start).TotalMilliseconds / length * Scale, Scale - width), width);
        })];
    }
}
