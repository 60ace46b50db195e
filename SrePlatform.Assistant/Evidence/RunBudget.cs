namespace SrePlatform.Assistant.Evidence;

/// <summary>Why a run may not ask any more.</summary>
internal enum BudgetLimit
{
    Steps,
    ToolCalls,
    Seconds,
}

/// <summary>How much one run may do. When it is spent the run ends with what it has.</summary>
internal sealed class RunBudget(int maximumSteps, int maximumToolCalls, TimeSpan remaining, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private int _steps;
    private int _toolCalls;
    private int _exhausted = -1;

    public int ToolCalls => Volatile.Read(ref _toolCalls);

    /// <summary>The first limit that was met; null while there is budget.</summary>
    public BudgetLimit? Exhausted => Volatile.Read(ref _exhausted) is var limit and >= 0 ? (BudgetLimit)limit : null;

    public TimeSpan Left => remaining - clock.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    public bool TryStep() => WithinTime() && (Interlocked.Increment(ref _steps) <= maximumSteps || Spend(BudgetLimit.Steps));

    public bool TryToolCall() => WithinTime() && (Interlocked.Increment(ref _toolCalls) <= maximumToolCalls || Spend(BudgetLimit.ToolCalls));

    private bool WithinTime() => Left > TimeSpan.Zero || Spend(BudgetLimit.Seconds);

    private bool Spend(BudgetLimit limit)
    {
        Interlocked.CompareExchange(ref _exhausted, (int)limit, -1);
        return false;
    }
}
