using Xunit;

namespace SrePlatform.Tests.Infrastructure;

/// <summary>
/// Kills the database connection that is about to bring a row into a state, the first time for each state: what a process sees that
/// dies there, or whose database does. The count survives, since sequences are not rolled back.
/// </summary>
internal sealed class Interruption
{
    private readonly TestDatabase _database;
    private readonly string _name;
    private readonly IReadOnlyList<string> _states;

    private Interruption(TestDatabase database, string name, IReadOnlyList<string> states) => (_database, _name, _states) = (database, name, states);

    /// <param name="database">Whose.</param>
    /// <param name="table">With its schema.</param>
    /// <param name="states">All that there are.</param>
    /// <param name="reached">The state that a row comes into, from NEW, OLD and TG_OP; null when it stays in one.</param>
    public static async Task<Interruption> OfAsync(
        TestDatabase database, string table, IReadOnlyList<string> states, string reached = "CASE WHEN TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state THEN NEW.state END")
    {
        var name = "interrupted_" + table.Replace('.', '_');
        var sequences = string.Concat(states.Select(state => $"CREATE SEQUENCE {name}.{state};"));
        await database.ExecuteAsync(
            $"""
            CREATE SCHEMA {name}; {sequences}
            GRANT USAGE ON SCHEMA {name} TO PUBLIC; GRANT USAGE ON ALL SEQUENCES IN SCHEMA {name} TO PUBLIC;
            CREATE FUNCTION {name}.interrupt() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE state text := {reached};
            BEGIN
                IF state IS NOT NULL AND nextval('{name}.' || state) = 1 THEN
                    PERFORM pg_terminate_backend(pg_backend_pid());
                    PERFORM pg_sleep(5);
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER interrupt BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}.interrupt();
            """);
        return new Interruption(database, name, states);
    }

    /// <summary>Each state was interrupted once, and came about all the same.</summary>
    public async Task AssertOvercomeAsync()
    {
        foreach (var state in _states)
        {
            var times = await _database.ScalarAsync<long>($"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_name}.{state}");
            Assert.True(times > 1, $"{state} was tried {times} times.");
        }
    }
}
