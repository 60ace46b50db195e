using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>One run: how it ended, what it said, what it did.</summary>
internal sealed class ExecutionModel(ReadExecutions executions, StopExecution stop, ReadIncidents incidents, IAuthorizationService authorization, Texts texts) : PageModel
{
    public ExecutionView Run { get; private set; } = null!;

    public IReadOnlyList<ExecutionOutput> Output { get; private set; } = [];

    public string? Incident { get; private set; }

    public bool IsLive => IsUnderWay || Run.Outcome == ExecutionOutcome.Watching;

    public bool IsUnderWay => Run.State is ExecutionState.Queued or ExecutionState.Claimed or ExecutionState.Running;

    public bool CanStop { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await executions.FindAsync(HttpContext.Scope(), id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Run = found;
        Output = await executions.OutputAsync(id, cancellationToken);
        Incident = found.IncidentId is { } incident ? (await incidents.FindAsync(HttpContext.Scope(), incident.ToString(), cancellationToken))?.Reference : null;
        CanStop = IsUnderWay && found.CancelRequestedAt is null && (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        return this.PageOrFragment("_Run");
    }

    public async Task<IActionResult> OnPostStopAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded)
        {
            return Forbid();
        }

        var failure = (await stop.RunAsync(HttpContext.Scope(), id, Actor.From(User), cancellationToken)).Failure;
        return failure is NotFoundFailure ? NotFound() : this.Done($"/automation/executions/{id}", failure is null ? texts["automation.said.stopping"] : texts.Say(failure));
    }

    /// <summary>What it said, line by line.</summary>
    public IEnumerable<(DateTimeOffset At, string Stream, string Text)> Lines() =>
        Output.SelectMany(part => part.Text.Split('\n').Select(line => (part.At, part.Stream, line.TrimEnd('\r'))));
}
