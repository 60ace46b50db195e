using Npgsql;
using SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Automation.Secrets;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Writes that this executor is there, what it can do safely, and the key that secrets are sealed to.</summary>
internal sealed class TellPresence(NpgsqlDataSource database, SealingKey key, IsolationProbe isolation, IConfiguration configuration)
{
    private const int LongestName = 200;
    private const int LongestDetail = 2000;
    private static readonly string[] Interesting = ["sh", "bash", "python3", "ansible-playbook", "terraform"];

    public async Task<IsolationReport> RunAsync(bool started, CancellationToken cancellationToken)
    {
        var report = await isolation.ReportAsync(cancellationToken);
        await using var command = database.CreateCommand(
            """
            INSERT INTO control.executor (id, name, started_at, seen_at, isolation, isolation_detail, programs, sealing_key, key_apart) VALUES ($1, $2, now(), now(), $3, $4, $5, $6, $8)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, seen_at = now(), isolation = excluded.isolation, isolation_detail = excluded.isolation_detail,
                programs = excluded.programs, sealing_key = excluded.sealing_key, key_apart = excluded.key_apart, started_at = CASE WHEN $7 THEN now() ELSE control.executor.started_at END
            """);
        foreach (var value in new object[]
        {
            key.Id, Cut(Environment.MachineName, LongestName), EnumsAsText.ToText(report.State), Cut(report.Detail, LongestDetail),
            Interesting.Where(name => Programs.Find(name) is not null).ToArray(), key.PublicKey, started,
            configuration["Automation:PublicKeyFile"] is { Length: > 0 } path && PlanKeys.AreOutOfReach(path),
        })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        return report;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
