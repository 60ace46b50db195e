using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>A bar of the waterfall: where it begins and how long it is, in thousandths of the run.</summary>
internal sealed record Bar(SpanRow Span, double From, double Width);

/// <summary>One run of the Assistant, step by step: what was asked, what came back, how long it took, what it cost.</summary>
internal sealed class RunModel(ReadRuns runs, ReadDiagnoses diagnoses, IAuthorizationService authorization, Texts texts) : PageModel
{
    private const double Scale = 1_000;
    private const double Thinnest = 3;

    public RunRow Run { get; private set; } = null!;

    public IReadOnlyList<Bar> Bars { get; private set; } = [];

    public string? Unavailable { get; private set; }

    public bool MayGrade { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await diagnoses.SeesSessionAsync(HttpContext.Scope(), id, cancellationToken))
        {
            return NotFound();
        }

        var found = await runs.FindAsync(id, cancellationToken);
        if (found.Failure is { } failure)
        {
            Unavailable = failure.Detail;
            return Page();
        }

        if (found.Value is not [var run, ..])
        {
            return NotFound();
        }

        Run = run;
        Bars = Lay((await runs.SpansAsync(id, cancellationToken)).Value ?? []);
        MayGrade = run.Status == "completed" && (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        return Page();
    }

    public async Task<IActionResult> OnPostGradeAsync(Guid id, string? grade, string? cause, string? comment, string? back, [FromServices] GradeDiagnosis gradeDiagnosis, CancellationToken cancellationToken)
    {
        var failure = (await gradeDiagnosis.RunAsync(id, new(grade, cause, comment), HttpContext.Scope(), Actor.From(User), cancellationToken)).Failure;
        var address = Url.IsLocalUrl(back) ? back! : $"/assistant/{id}";
        return this.Done(address, failure is null ? texts["diagnosis.grade.thanks"] : texts.Say(failure));
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
