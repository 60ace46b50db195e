using Microsoft.Extensions.Options;

namespace SrePlatform.Assistant.Llm;

/// <summary>Tokens used by this process on this day (UTC).</summary>
internal sealed class TokenBudget(IOptions<LlmOptions> options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private DateOnly _day;
    private long _spent;

    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return _spent < options.Value.MaximumTokensPerDay;
            }
        }
    }

    public void Spend(long tokens)
    {
        lock (_gate)
        {
            Turn();
            _spent += tokens;
        }
    }

    private void Turn()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (today != _day)
        {
            (_day, _spent) = (today, 0);
        }
    }
}
