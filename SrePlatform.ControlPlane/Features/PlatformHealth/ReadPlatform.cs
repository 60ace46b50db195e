namespace SrePlatform.ControlPlane.Features.PlatformHealth;

/// <summary>Everything known about the platform itself. It never fails: what does not answer is part of the report.</summary>
internal sealed class ReadPlatform(CheckParts parts, ReadQueues queues, ReadSchemas schemas, TimeProvider time)
{
    private const int MostErrors = 50;

    public async Task<PlatformReport> RunAsync(CancellationToken cancellationToken)
    {
        var (checking, counting, migrations, rules) =
            (parts.RunAsync(cancellationToken), queues.RunAsync(cancellationToken), schemas.MigrationsAsync(cancellationToken), schemas.RulesAsync(cancellationToken));
        await Task.WhenAll(checking, counting, migrations, rules);
        var found = await checking;
        return new PlatformReport(
            time.GetUtcNow(), [.. found.Select(part => part.Health)], await counting, await rules, await migrations,
            [.. found.SelectMany(part => part.Errors).OrderByDescending(error => error.At).Take(MostErrors)]);
    }
}
