using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Runbooks.Editing;

/// <summary>Takes a runbook out of use, or back into it. What is planned of a retired one is refused where it would run.</summary>
internal sealed class RetireRunbook(ChangeRunbook change)
{
    public Task<Outcome<Runbook>> RetireAsync(string name, Actor by, CancellationToken cancellationToken) =>
        change.RunAsync(name, by, (runbook, now, _) =>
        {
            if (runbook.RetiredAt is not null)
            {
                return Task.FromResult<Outcome<RunbookChangeRecord>>(new RunbookRetired());
            }

            runbook.Retire(now);
            return Task.FromResult<Outcome<RunbookChangeRecord>>(new RunbookChangeRecord("retired", null));
        }, cancellationToken);

    public Task<Outcome<Runbook>> ReinstateAsync(string name, Actor by, CancellationToken cancellationToken) =>
        change.RunAsync(name, by, (runbook, now, _) =>
        {
            if (runbook.RetiredAt is null)
            {
                return Task.FromResult<Outcome<RunbookChangeRecord>>(new RunbookNotRetired());
            }

            runbook.Reinstate(now);
            return Task.FromResult<Outcome<RunbookChangeRecord>>(new RunbookChangeRecord("reinstated", null));
        }, cancellationToken);
}
