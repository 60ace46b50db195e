namespace SrePlatform.Assistant.Llm;

/// <summary>What one session may spend on language models, and where its calls are kept.</summary>
/// <param name="sessionId">The session.</param>
/// <param name="model">The model to use in place of the configured ones; null for those.</param>
/// <param name="lastNumber">Number of the last call that the session made before.</param>
/// <param name="options">Limits.</param>
/// <param name="keep">Stores a call.</param>
/// <param name="clock">For the time limit.</param>
internal sealed class ModelRun(Guid sessionId, string? model, int lastNumber, LlmOptions options, Func<ModelCall, CancellationToken, Task> keep, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private int _number = lastNumber;
    private int _calls;
    private long _tokens;
    private decimal _cost;

    public Guid SessionId => sessionId;

    public string ModelFor(ModelStep step) => model ?? (step == ModelStep.Simple && options.SimpleModel.Length > 0 ? options.SimpleModel : options.Model);

    public TimeSpan Left => TimeSpan.FromSeconds(options.MaximumSecondsPerRun) - clock.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>The number of the next call.</summary>
    public int Next() => Interlocked.Increment(ref _number);

    /// <exception cref="LlmBudgetException">A limit of the run is met.</exception>
    public void Admit()
    {
        lock (_gate)
        {
            var spent = _calls >= options.MaximumCallsPerRun ? $"{options.MaximumCallsPerRun} calls"
                : _tokens >= options.MaximumTokensPerRun ? $"{options.MaximumTokensPerRun} tokens"
                : _cost >= (decimal)options.MaximumUsdPerRun ? $"{options.MaximumUsdPerRun} USD"
                : Left == TimeSpan.Zero ? $"{options.MaximumSecondsPerRun} seconds" : null;
            if (spent is not null)
            {
                throw new LlmBudgetException($"The run's {spent} for language models are spent.");
            }

            _calls++;
        }
    }

    public void Spend(long tokens, decimal? cost)
    {
        lock (_gate)
        {
            _tokens += tokens;
            _cost += cost ?? 0;
        }
    }

    public Task KeepAsync(ModelCall call, CancellationToken cancellationToken) => keep(call, cancellationToken);
}

/// <summary>How hard a step is: simple ones go to the cheaper model where one is configured.</summary>
internal enum ModelStep
{
    Simple,
    Hard,
}
