using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Diagnosis.Callbacks;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>Stops a diagnosis: at once when it has not begun, else as soon as its run notices.</summary>
internal sealed class CancelDiagnosis(IdempotentStart idempotency)
{
    public async Task<IResult> HandleAsync(Guid sessionId, ClaimsPrincipal caller, string? key, CancellationToken cancellationToken)
    {
        if (Problems.BadKey(key) is { } badKey)
        {
            return badKey;
        }

        var outcome = await idempotency.OnceAsync(caller, key!, $"{sessionId}/cancel", "", async (context, token) =>
        {
            var rows = await context.Set<DiagnosisSession>().FromSql($"select * from assistant.diagnosis_session where id = {sessionId} for update").ToListAsync(token);
            if (rows is not [var session])
            {
                return new IdempotentOutcome.NotFound();
            }

            var now = await context.NowAsync(token);
            if (session.RequestCancel(now) is { } refused)
            {
                return new IdempotentOutcome.Refused(refused);
            }

            if (session.IsFinished)
            {
                var step = Messages.Cancelled();
                context.Add(new SessionEvent { SessionId = sessionId, At = now, Kind = SessionEventKind.Step, Data = AssistantJson.Serialize(new { step.Key, step.Args, step.Text, status = session.State }) });
                if (session.IsAwaited)
                {
                    context.Add(CallbackDelivery.For(sessionId, AssistantJson.Serialize(CallbackMessage.About(session)), now));
                }

                await context.NotifyAsync(SessionChannels.Session, sessionId.ToString(), token);
                await context.NotifyAsync(SessionChannels.Callback, "", token);
            }

            await context.NotifyAsync(SessionChannels.Cancel, sessionId.ToString(), token);
            var answer = new AcceptedResponse(sessionId, session.State, "The diagnosis stops.", 0);
            return new IdempotentOutcome.Answered(StatusCodes.Status202Accepted, $"/api/v1/diagnostics/{sessionId}/status", IdempotentStart.Json(answer));
        }, cancellationToken);
        return Problems.Of(outcome, sessionId);
    }
}
