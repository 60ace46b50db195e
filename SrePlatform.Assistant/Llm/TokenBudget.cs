using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Llm;

/// <summary>Tokens used by this process on this day (UTC).</summary>
internal sealed class TokenBudget
{
    private readonly IOptions<LlmOptions> _options;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private DateOnly _day;
    private long _spent;

    public TokenBudget(IOptions<LlmOptions> options, AssistantMetrics metrics, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        metrics.FollowBudget(() => Used);
    }

    /// <summary>Share of the day's tokens that is spent; a last answer may take it above 1.</summary>
    public double Used
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return (double)_spent / _options.Value.MaximumTokensPerDay;
            }
        }
    }

    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return _spent < _options.Value.MaximumTokensPerDay;
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
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        if (today != _day)
        {
            (_day, _spent) = (today, 0);
        }
    }
}
