using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Api;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>
/// Answers within the request where that is quick: the session's row is there first, its run is begun here, and who waited too long gets
/// 202 and finds the answer with the session.
/// </summary>
internal sealed class AnswerQuestion(
    IdempotentStart idempotency, InlineRuns runs, AssistantDatabase database, DatabaseListener listener, IOptions<DiagnosisOptions> options, AssistantMetrics metrics, TimeProvider clock)
{
    /// <summary>Asks for 202 at once (RFC 7240, section 4.1).</summary>
    public const string RespondAsync = "respond-async";

    /// <param name="command">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="key">The Idempotency-Key.</param>
    /// <param name="prefer">The header <c>Prefer</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IResult> HandleAsync(StartCommand command, ClaimsPrincipal caller, string? key, string? prefer, CancellationToken cancellationToken)
    {
        if (Problems.BadKey(key) is { } badKey)
        {
            return badKey;
        }

        if (command.Errors.Count > 0)
        {
            return TypedResults.ValidationProblem(command.Errors);
        }

        var (outcome, run) = await AcceptAsync(command, caller, key!, cancellationToken);
        if (outcome is not IdempotentOutcome.Answered accepted)
        {
            return Problems.Of(outcome, command.FollowsId ?? Guid.Empty);
        }

        if (prefer?.Split(',', StringSplitOptions.TrimEntries).Contains(RespondAsync, StringComparer.OrdinalIgnoreCase) == true)
        {
            return Problems.Of(outcome, Guid.Empty);
        }

        var session = JsonDocument.Parse(accepted.Body).RootElement.GetProperty("session_id").GetGuid();
        await WaitAsync(session, run, cancellationToken);
        return await AnswerAsync(session, outcome, cancellationToken);
    }

    private async Task<(IdempotentOutcome Outcome, Task? Run)> AcceptAsync(StartCommand command, ClaimsPrincipal caller, string key, CancellationToken cancellationToken)
    {
        var place = runs.TryTake();
        ClaimedSession? claimed = null;
        try
        {
            var request = command.Request();
            var outcome = await idempotency.OnceAsync(caller, key, command.Route, IdempotentStart.Json(new { request, command.RequestedBy, command.FollowsId }), async (context, token) =>
            {
                if (command.FollowsId is { } earlier && !await context.Set<DiagnosisSession>().AnyAsync(row => row.Id == earlier, token))
                {
                    return new IdempotentOutcome.NotFound();
                }

                var now = await context.NowAsync(token);
                var session = DiagnosisSession.Accept(Guid.CreateVersion7(clock.GetUtcNow()), command.Kind, request, command.IncidentId, command.Generation, command.RequestedBy ?? caller.Identity?.Name, now, command.FollowsId);
                claimed = place && session.Claim(SessionClaims.Owner, now, options.Value.Lease) is null ? ClaimedSession.Of(session) : null;
                context.Add(session);
                await context.NotifyAsync(SessionChannels.Work, session.Id.ToString(), token);
                var answer = new AcceptedResponse(session.Id, SessionState.Accepted, "The question was accepted.", options.Value.EstimatedSeconds);
                return new IdempotentOutcome.Answered(StatusCodes.Status202Accepted, $"/api/v1/diagnostics/{session.Id}/status", IdempotentStart.Json(answer));
            }, cancellationToken);
            if (outcome is IdempotentOutcome.Answered && claimed is not null)
            {
                metrics.Accepted(EnumText.Of(command.Kind));
                place = false;
                return (outcome, runs.RunAsync(claimed));
            }

            return (outcome, null);
        }
        finally
        {
            if (place)
            {
                runs.Leave();
            }
        }
    }

    /// <summary>Until the session has ended, or the patience of the request has.</summary>
    private async Task WaitAsync(Guid session, Task? run, CancellationToken cancellationToken)
    {
        using var wake = listener.Subscribe(SessionChannels.Session, session.ToString());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.AnswerSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (run is not null)
            {
                await run.WaitAsync(either.Token);
            }

            while (!await EndedAsync(session, either.Token))
            {
                await wake.WaitAsync(options.Value.Poll, clock, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It takes longer: the caller is told where the answer will be.
        }
    }

    private Task<bool> EndedAsync(Guid session, CancellationToken cancellationToken) => database.ReadAsync(
        (context, token) => context.Set<DiagnosisSession>().AnyAsync(row => row.Id == session && row.CompletedAt != null, token), cancellationToken);

    private async Task<IResult> AnswerAsync(Guid session, IdempotentOutcome accepted, CancellationToken cancellationToken)
    {
        var (state, error, document) = await database.ReadAsync(async (context, token) =>
        {
            var row = await context.Set<DiagnosisSession>().AsNoTracking().SingleAsync(row => row.Id == session, token);
            var answer = await context.Set<SessionAnswer>().AsNoTracking().Where(row => row.SessionId == session).Select(row => row.Document).SingleOrDefaultAsync(token);
            return (row.State, row.Error, answer);
        }, cancellationToken);
        return state switch
        {
            SessionState.Completed when document is not null => TypedResults.Text(document, "application/json"),
            SessionState.Failed => TypedResults.Problem(error ?? "The question could not be answered.", statusCode: StatusCodes.Status502BadGateway),
            SessionState.Cancelled => TypedResults.Problem("The question was cancelled.", statusCode: StatusCodes.Status409Conflict),
            _ => Problems.Of(accepted, session),
        };
    }
}
