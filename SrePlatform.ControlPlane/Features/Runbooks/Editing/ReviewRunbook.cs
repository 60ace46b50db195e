using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Runbooks.Editing;

/// <summary>Agrees to the latest version of a runbook, which makes it the one that runs. Never its author, never a service.</summary>
internal sealed class ReviewRunbook(SreDbContext context, ChangeRunbook change)
{
    public async Task<Outcome<Runbook>> RunAsync(string name, int number, Actor by, CancellationToken cancellationToken) => by.Kind != ActorKind.User
        ? new OnlyPeopleReviewRunbooks()
        : await change.RunAsync(name, by, async (runbook, now, token) =>
        {
            if (runbook.RetiredAt is not null)
            {
                return new RunbookRetired();
            }

            if (await context.Set<RunbookVersion>().SingleOrDefaultAsync(row => row.RunbookId == runbook.Id && row.Number == number, token) is not { } version)
            {
                return new RunbookVersionUnknown();
            }

            if (Refusal(runbook, version, by) is { } refusal)
            {
                return refusal;
            }

            if (!RunbookReader.Read(version.Content).TryGet(out var document, out var unreadable))
            {
                return unreadable;
            }

            version.Review(by.Name, by.Id, now);
            runbook.MakeCurrent(number, document, now);
            return new RunbookChangeRecord("reviewed", number);
        }, cancellationToken);

    private static Failure? Refusal(Runbook runbook, RunbookVersion version, Actor by) =>
        version.ReviewedAt is not null ? new RunbookReviewed()
        : version.Number != runbook.LatestVersion ? new RunbookSuperseded()
        : version.AuthorId == by.Id ? new OwnRunbook()
        : null;
}
