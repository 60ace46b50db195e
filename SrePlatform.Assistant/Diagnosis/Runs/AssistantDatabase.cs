using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>Transactions with a fresh context for each try, as the retrying execution strategy asks for.</summary>
internal sealed class AssistantDatabase(IServiceScopeFactory scopes)
{
    public async Task<T> InTransactionAsync<T>(Func<AssistantDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var outer = scopes.CreateAsyncScope();
        var strategy = outer.ServiceProvider.GetRequiredService<AssistantDbContext>().Database.CreateExecutionStrategy();
        return await strategy.ExecuteAsync(async token =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<AssistantDbContext>();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var result = await work(context, token);
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return result;
        }, cancellationToken);
    }

    public async Task<T> ReadAsync<T>(Func<AssistantDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AssistantDbContext>(), cancellationToken);
    }
}

internal static class AssistantDbContextSql
{
    /// <summary>The database's clock, which all leases are measured by.</summary>
    public static async Task<DateTimeOffset> NowAsync(this AssistantDbContext context, CancellationToken cancellationToken) =>
        (await context.Database.SqlQuery<DateTimeOffset>($"select now() as \"Value\"").ToListAsync(cancellationToken))[0];

    /// <summary>Wakes whoever listens, when the transaction commits.</summary>
    public static Task NotifyAsync(this AssistantDbContext context, string channel, string payload, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"select pg_notify({channel}, {payload})", cancellationToken);
}
