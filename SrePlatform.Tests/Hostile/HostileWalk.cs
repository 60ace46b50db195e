using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CsCheck;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Hostile;

/// <summary>Sends hostile requests and says everything that an answer should not have been.</summary>
internal sealed class HostileWalk(Func<ApiOperation, HttpClient> client, Func<ApiParameter, string?> known, TestDatabase database, string schema)
{
    private const int AtOnce = 4;
    private static readonly string[] Inner = ["SrePlatform.", "Npgsql", "   at ", "System."];

    private readonly ConcurrentQueue<string> _faults = [];
    private int _sent;

    /// <summary>How many requests were sent.</summary>
    public int Sent => _sent;

    public async Task RunAsync(IEnumerable<ApiOperation> operations, bool everything)
    {
        foreach (var operation in operations)
        {
            foreach (var places in new HostileRequests(operation, known).All(everything).GroupBy(request => request.Where))
            {
                await RunAsync([.. places]);
            }
        }
    }

    /// <summary>Sends requests at once; when all were refused, no table may have gained or lost a row.</summary>
    public async Task RunAsync(IReadOnlyList<HostileRequest> requests)
    {
        var before = await RowsAsync();
        var taken = 0;
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (request, cancellationToken) =>
        {
            var (isTaken, fault) = await SendAsync(request, cancellationToken);
            if (isTaken)
            {
                Interlocked.Increment(ref taken);
            }

            if (fault is not null)
            {
                _faults.Enqueue($"{request}: {fault}");
            }
        });
        if (taken == 0 && await RowsAsync() is var after && after != before)
        {
            _faults.Enqueue($"{requests[0].Operation}: every request with a wrong {requests[0].Where} was refused, but rows changed: {before} became {after}");
        }
    }

    /// <summary>Sends random requests for an operation until one is answered as none should be; CsCheck shrinks it and says its seed.</summary>
    public Task FuzzAsync(ApiOperation operation, int times) => ApiFuzz.Requests(operation, known).SampleAsync(
        async request =>
        {
            var (_, fault) = await SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(fault is null, $"{request.Operation.Method} {request.Url}: {fault}");
        },
        iter: times, threads: AtOnce);

    private async Task<(bool IsTaken, string? Fault)> SendAsync(HostileRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _sent);
        using var message = request.Message();
        using var answer = await client(request.Operation).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)answer.StatusCode < 400
            ? (true, request.MustFail ? $"it was taken with {(int)answer.StatusCode}" : null)
            : (false, Fault(request, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(cancellationToken)));
    }

    public void AssertClean() => Assert.True(_faults.IsEmpty, $"{_faults.Count} of {_sent} requests went wrong:\n" + string.Join('\n', _faults.Take(60)));

    private static string? Fault(HostileRequest request, HttpStatusCode status, string? type, string text)
    {
        if (type is null && status == HttpStatusCode.BadRequest && request.MustFail && request.Operation.Path.Contains($"{{{request.Where}}}", StringComparison.Ordinal))
        {
            // The web server itself refuses NUL in a path.
            return null;
        }

        if (type != "application/problem+json")
        {
            return $"{(int)status} is no problem document but {type}: {text}";
        }

        var problem = JsonDocument.Parse(text).RootElement;
        if ((int)status >= 500 && !(status == HttpStatusCode.ServiceUnavailable && problem.TryGetProperty("code", out _)))
        {
            // A refusal that has a name of its own is meant: a part that it needs is away, here on purpose.
            return $"{(int)status} {text}";
        }

        if (problem.GetProperty("status").GetInt32() != (int)status || problem.GetProperty("request_id").GetString() is not { Length: > 0 })
        {
            return $"the problem lacks its status or request_id: {text}";
        }

        if (Inner.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal)) is { } word)
        {
            return $"the problem tells of the inside ({word}): {text}";
        }

        return status == HttpStatusCode.BadRequest && !NamesField(problem, request) ? $"the problem does not name the field: {text}" : null;
    }

    /// <summary>What storage cannot take is told of its own field; other values may be refused for what they do to another.</summary>
    private static bool NamesField(JsonElement problem, HostileRequest request)
    {
        if (!problem.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        return errors.EnumerateObject().Any(error => !request.MustFail || request.Where == "body" || Plain(error.Name) == Plain(request.Where));
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("[0]", "", StringComparison.Ordinal).ToUpperInvariant();

    private Task<string> RowsAsync() => database.ScalarAsync<string>(
        """
        SELECT coalesce(string_agg(t.table_name || '=' || (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I', t.table_schema, t.table_name), false, true, '')))[1]::text, ' ' ORDER BY t.table_name), '')
        FROM information_schema.tables t WHERE t.table_schema = $1 AND t.table_type = 'BASE TABLE' AND t.table_name NOT LIKE 'audit_%'
        """, schema);
}
