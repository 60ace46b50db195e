using Npgsql;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>The executor's view of the policy: the rules and freezes as they are when something is about to run.</summary>
internal sealed class PolicyStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<PolicyRuleDefinition>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT name, environments, teams, runbooks, min_risk, hours, days, from_time, to_time, time_zone, approvals FROM control.policy_rule WHERE enabled ORDER BY name");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rules = new List<PolicyRuleDefinition>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rules.Add(new PolicyRuleDefinition(
                reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<string[]>(3),
                EnumsAsText.Parse<RunbookRisk>(reader.GetString(4)), EnumsAsText.Parse<PolicyHours>(reader.GetString(5)), [.. reader.GetFieldValue<int[]>(6).Select(day => (DayOfWeek)day)],
                reader.GetFieldValue<TimeOnly>(7), reader.GetFieldValue<TimeOnly>(8), reader.GetString(9), reader.GetInt32(10)));
        }

        return rules;
    }

    public async Task<IReadOnlyList<ChangeFreeze>> FreezesAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT reason, environments, teams, starts_at, ends_at, created_by, created_at FROM control.change_freeze WHERE starts_at <= now() AND now() < ends_at");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var freezes = new List<ChangeFreeze>();
        while (await reader.ReadAsync(cancellationToken))
        {
            freezes.Add(new ChangeFreeze(
                new FreezeDefinition(
                    reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4)),
                reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return freezes;
    }
}
