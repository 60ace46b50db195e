using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>A request for a diagnosis, of whatever kind.</summary>
internal sealed record StartCommand(
    string Route, DiagnosisKind Kind, Dictionary<string, string[]> Errors, Func<string> Request, Guid? IncidentId, int? Generation, string? RequestedBy, Guid? FollowsId = null);

/// <summary>Accepts a diagnosis: when the answer leaves, the row is there.</summary>
internal sealed class StartDiagnosis(IdempotentStart idempotency, IOptions<DiagnosisOptions> options, AssistantMetrics metrics, TimeProvider clock)
{
    public async Task<IResult> HandleAsync(StartCommand command, ClaimsPrincipal caller, string? key, CancellationToken cancellationToken)
    {
        if (Problems.BadKey(key) is { } badKey)
        {
            return badKey;
        }

        if (command.Errors.Count > 0)
        {
            return TypedResults.ValidationProblem(command.Errors);
        }

        var request = command.Request();
        var body = IdempotentStart.Json(new { request, command.IncidentId, command.Generation, command.RequestedBy });
        var accepted = false;
        var outcome = await idempotency.OnceAsync(caller, key!, command.Route, body, async (context, token) =>
        {
            if (await RunningAsync(context, command, token) is { } running)
            {
                // One investigation for one storm: whoever asks about the same generation while it runs, waits for the same session.
                return new IdempotentOutcome.Answered(StatusCodes.Status202Accepted, $"/api/v1/diagnostics/{running.Id}/status",
                    IdempotentStart.Json(new AcceptedResponse(running.Id, running.State, "A diagnosis of this is running.", options.Value.EstimatedSeconds)));
            }

            var id = Guid.CreateVersion7(clock.GetUtcNow());
            var now = await context.NowAsync(token);
            var requestedBy = command.RequestedBy ?? caller.Identity?.Name;
            context.Add(DiagnosisSession.Accept(id, command.Kind, request, command.IncidentId, command.Generation, requestedBy, now));
            var step = Messages.Of("step.accepted");
            context.Add(new SessionEvent { SessionId = id, At = now, Kind = SessionEventKind.Step, Data = AssistantJson.Serialize(new { step.Key, step.Args, step.Text, progress = 0 }) });
            await context.NotifyAsync(SessionChannels.Work, id.ToString(), token);
            accepted = true;
            var answer = new AcceptedResponse(id, SessionState.Accepted, "The diagnosis was accepted.", options.Value.EstimatedSeconds);
            return new IdempotentOutcome.Answered(StatusCodes.Status202Accepted, $"/api/v1/diagnostics/{id}/status", IdempotentStart.Json(answer));
        }, cancellationToken);
        if (accepted)
        {
            metrics.Accepted(EnumText.Of(command.Kind));
        }

        return Problems.Of(outcome, Guid.Empty);
    }

    private static async Task<DiagnosisSession?> RunningAsync(AssistantDbContext context, StartCommand command, CancellationToken cancellationToken)
    {
        if (command is not { IncidentId: { } incident, Generation: { } generation })
        {
            return null;
        }

        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"{incident}/{generation}"}, 0))", cancellationToken);
        return await context.Set<DiagnosisSession>().AsNoTracking().FirstOrDefaultAsync(
            row => row.IncidentId == incident && row.Generation == generation && row.Kind == command.Kind && row.ReplayOfId == null
                && (row.State == SessionState.Accepted || row.State == SessionState.Processing) && row.CancelRequestedAt == null,
            cancellationToken);
    }
}
