using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>One run: how it ended, what it said, what it did.</summary>
internal sealed class ExecutionModel(ReadExecutions executions, ReadIncidents incidents) : PageModel
{
    public ExecutionView Run { get; private set; } = null!;

    public IReadOnlyList<ExecutionOutput> Output { get; private set; } = [];

    public string? Incident { get; private set; }

    public bool IsLive => Run.State is ExecutionState.Queued or ExecutionState.Claimed or ExecutionState.Running || Run.Outcome == ExecutionOutcome.Watching;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await executions.FindAsync(HttpContext.Scope(), id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Run = found;
        Output = await executions.OutputAsync(id, cancellationToken);
        Incident = found.IncidentId is { } incident ? (await incidents.FindAsync(HttpContext.Scope(), incident.ToString(), cancellationToken))?.Reference : null;
        return this.PageOrFragment("_Run");
    }
}
