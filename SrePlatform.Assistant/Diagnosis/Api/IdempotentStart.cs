using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>What became of a request with an Idempotency-Key.</summary>
internal abstract record IdempotentOutcome
{
    /// <summary>The answer, given now or given before.</summary>
    public sealed record Answered(int StatusCode, string Location, string Body) : IdempotentOutcome;

    /// <summary>The key was used for something else.</summary>
    public sealed record KeyReused : IdempotentOutcome;

    /// <summary>The request was refused; nothing was stored.</summary>
    public sealed record Refused(SessionError Error) : IdempotentOutcome;

    /// <summary>There is no such session.</summary>
    public sealed record NotFound : IdempotentOutcome;
}

/// <summary>Does a request once: what it does and the answer to it are stored in one transaction.</summary>
internal sealed class IdempotentStart(AssistantDatabase database)
{
    public const string Header = "Idempotency-Key";
    public const int MaximumKey = 200;

    public async Task<IdempotentOutcome> OnceAsync(
        ClaimsPrincipal caller, string key, string route, string body, Func<AssistantDbContext, CancellationToken, Task<IdempotentOutcome>> act, CancellationToken cancellationToken)
    {
        var who = caller.FindFirst("sub")?.Value ?? caller.FindFirst("azp")?.Value ?? "unknown";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(route + "\n" + body)));
        try
        {
            return await database.InTransactionAsync(async (context, token) =>
            {
                if (await FindAsync(context, who, key, hash, token) is { } before)
                {
                    return before;
                }

                var outcome = await act(context, token);
                if (outcome is IdempotentOutcome.Answered answer)
                {
                    context.Add(new IdempotencyRecord
                    {
                        Caller = who,
                        Key = key,
                        RequestHash = hash,
                        StatusCode = answer.StatusCode,
                        Location = answer.Location,
                        Response = answer.Body,
                        CreatedAt = await context.NowAsync(token),
                    });
                }

                return outcome;
            }, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same request arrived twice at the same moment: the other one was first, and its answer is this one's.
            return await database.ReadAsync((context, token) => FindAsync(context, who, key, hash, token), cancellationToken)
                ?? throw new InvalidOperationException("A request collided with one that left no trace.", exception);
        }
    }

    private static async Task<IdempotentOutcome?> FindAsync(AssistantDbContext context, string caller, string key, string hash, CancellationToken cancellationToken)
    {
        var record = await context.Set<IdempotencyRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.Caller == caller && row.Key == key, cancellationToken);
        return record is null ? null
            : record.RequestHash == hash ? new IdempotentOutcome.Answered(record.StatusCode, record.Location, record.Response)
            : new IdempotentOutcome.KeyReused();
    }

    public static string Json<T>(T value) => AssistantJson.Serialize(value);
}
