using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Audit.Sealing;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Audit;

[Trait("Category", "Database")]
public sealed class SealedAuditTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_nobody_touched_is_intact_and_says_so_on_its_page_and_by_command()
    {
        await using var host = await SealedAsync(server, 3, 2);
        var verdict = await VerifyAsync(host);
        Assert.Equal(new AuditVerdict(null, 2, 5, 0, 2), verdict);

        using var output = new StringWriter();
        Assert.Equal(0, await VerifyAuditRole.RunAsync(host.Services, output, Cancel));
        Assert.Contains("intact", output.ToString(), StringComparison.Ordinal);

        var admin = host.SignedIn("super_admin");
        using var answer = await admin.PostFormAsync("/audit", "/audit?handler=verify", [], Cancel);
        Assert.Equal("/audit", answer.Headers.Location?.OriginalString);
        Assert.Contains("Intact when person verified it", await admin.GetStringAsync(new Uri("/audit", UriKind.Relative), Cancel), StringComparison.Ordinal);
        using var refused = await host.SignedIn("viewer").PostFormAsync("/audit", "/audit?handler=verify", [], Cancel);
        Assert.NotEqual("/audit", refused.Headers.Location?.OriginalString);
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE action = 'audit_log.verified'"));
    }

    [Theory]
    [InlineData("UPDATE control.audit_entry SET actor = 'nobody' WHERE target_id = '4'", "edited", 4)]
    [InlineData("UPDATE control.audit_entry SET details = '{\"count\": \"0\"}' WHERE target_id = '2'", "edited", 2)]
    [InlineData("DELETE FROM control.audit_entry WHERE target_id = '4'", "removed", 4)]
    [InlineData("WITH gone AS (DELETE FROM control.audit_entry WHERE target_id = '5' RETURNING at, id) DELETE FROM control.audit_seal s USING gone WHERE s.id = gone.id", "removed", 5)]
    [InlineData("UPDATE control.audit_entry SET at = at + interval '4 minutes' WHERE target_id = '1'", "reordered", 1)]
    [InlineData(
        """
        CREATE TEMP TABLE swapped AS SELECT CASE sequence WHEN 1 THEN 2 ELSE 1 END AS sequence, at, id FROM control.audit_seal WHERE sequence <= 2;
        UPDATE control.audit_seal s SET id = gen_random_uuid() WHERE sequence <= 2;
        UPDATE control.audit_seal s SET at = w.at, id = w.id FROM swapped w WHERE s.sequence = w.sequence
        """,
        "reordered", 1)]
    [InlineData("UPDATE control.audit_segment SET count = 1 WHERE number = 2", "edited", null)]
    [InlineData("DELETE FROM control.audit_segment WHERE number = 1", "removed", 1)]
    [InlineData("UPDATE control.audit_segment SET dropped_at = now(), dropped_mac = mac WHERE number = 1", "removed", 1)]
    public async Task What_was_done_to_the_rows_is_named(string sabotage, string kind, int? sequence)
    {
        await using var host = await SealedAsync(server, 3, 2);
        await host.Database.ExecuteAsync(sabotage);
        var fault = (await VerifyAsync(host)).Fault;
        Assert.Equal(kind, fault?.Kind.ToString().ToLowerInvariant());
        Assert.Equal(sequence, fault?.Sequence);

        using var output = new StringWriter();
        Assert.Equal(1, await VerifyAuditRole.RunAsync(host.Services, output, Cancel));
        Assert.Contains($"NOT INTACT: {kind}", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_cut_off_without_a_trace_in_the_database_is_shown_by_the_checkpoints()
    {
        await using var host = await SealedAsync(server, 3, 2);
        await host.Database.ExecuteAsync(
            "DELETE FROM control.audit_entry WHERE target_id::int > 3; DELETE FROM control.audit_seal WHERE sequence > 3; DELETE FROM control.audit_segment WHERE number = 2");
        Assert.Equal(new AuditFault(AuditFaultKind.Removed, 2, 4, null, FromCheckpoint: true), (await VerifyAsync(host)).Fault);

        // Sealing anew in its place does not hide it.
        await WriteAsync(host, 6, 2);
        await host.Services.GetRequiredService<AuditSealWorker>().StepAsync(Cancel);
        Assert.Equal(new AuditFault(AuditFaultKind.Edited, 2, null, null, FromCheckpoint: true), (await VerifyAsync(host)).Fault);
    }

    [Fact]
    public async Task A_row_that_stays_unsealed_is_found()
    {
        await using var host = await SealedAsync(server, 3, 2);
        await WriteAsync(host, 6, 1, "now() - interval '3 days'");
        await host.Services.GetRequiredService<AuditSealWorker>().StepAsync(Cancel);
        Assert.Equal(AuditFaultKind.Unsealed, (await VerifyAsync(host)).Fault?.Kind);
    }

    [Fact]
    public async Task Retention_drops_whole_segments_and_the_rest_still_verifies()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.ExecuteAsync("CREATE TABLE control.audit_entry_202001 PARTITION OF control.audit_entry FOR VALUES FROM ('2020-01-01Z') TO ('2020-02-01Z')");
        await WriteAsync(host, 1, 3, "timestamptz '2020-01-10Z'");
        await WriteAsync(host, 4, 2);
        var drop = host.Services.GetRequiredService<DropSealed>();
        await drop.RunAsync(TimeSpan.FromDays(731), Cancel);
        Assert.Equal(5, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry"));

        await SealAllAsync(host);
        await drop.RunAsync(TimeSpan.FromDays(731), Cancel);
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry"));
        Assert.Equal(new AuditVerdict(null, 2, 2, 1, 2), await VerifyAsync(host));

        await host.Database.ExecuteAsync("UPDATE control.audit_entry SET outcome = 'failed' WHERE target_id = '4'");
        Assert.Equal(4, (await VerifyAsync(host)).Fault?.Sequence);
        await host.Database.ExecuteAsync("DELETE FROM control.audit_segment WHERE number = 1");
        Assert.Equal(AuditFaultKind.Removed, (await VerifyAsync(host)).Fault?.Kind);
    }

    [Fact]
    public async Task Two_sealers_at_once_seal_once()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await WriteAsync(host, 1, 1500);
        var seal = host.Services.GetRequiredService<SealAudit>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => seal.RunAsync(Cancel)));
        await SealAllAsync(host);
        Assert.Equal(new AuditVerdict(null, 2, 1500, 0, 2), await VerifyAsync(host));
    }

    [Fact]
    public async Task An_interrupted_export_is_made_up_for()
    {
        await using var host = await SealedAsync(server, 3, 2);
        var path = host.Services.GetRequiredService<IConfiguration>()["Audit:CheckpointFile"]!;
        var lines = await File.ReadAllTextAsync(path, Cancel);
        await File.WriteAllTextAsync(path, lines[..^20], Cancel);
        await host.Services.GetRequiredService<AuditSealWorker>().StepAsync(Cancel);
        Assert.Equal(new AuditVerdict(null, 2, 5, 0, 2), await VerifyAsync(host));
    }

    /// <summary>A log of segments with so many rows each.</summary>
    private static async Task<ControlPlaneHost> SealedAsync(PostgresServer server, params int[] segments)
    {
        var host = await ControlPlaneHost.StartAsync(server);
        var next = 1;
        foreach (var rows in segments)
        {
            await WriteAsync(host, next, rows);
            await SealAllAsync(host);
            next += rows;
        }

        return host;
    }

    private static async Task SealAllAsync(ControlPlaneHost host)
    {
        var worker = host.Services.GetRequiredService<AuditSealWorker>();
        while (await worker.StepAsync(Cancel))
        {
        }
    }

    private static Task<int> WriteAsync(ControlPlaneHost host, int from, int count, string since = "now()") => host.Database.ExecuteAsync(
        $$"""
        INSERT INTO control.audit_entry (id, at, actor, actor_kind, action, target_type, target_id, outcome, details)
        SELECT gen_random_uuid(), {{since}} + make_interval(secs => n * 0.001), 'person', 'user', 'incident.resolved', 'incident', n::text, 'succeeded', '{"note": "done"}'
        FROM generate_series($1, $2) n
        """,
        from, from + count - 1);

    private static Task<AuditVerdict> VerifyAsync(ControlPlaneHost host) => host.Services.GetRequiredService<VerifyAudit>().RunAsync(Cancel);
}
