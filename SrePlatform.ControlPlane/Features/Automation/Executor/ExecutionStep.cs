namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>The points of an execution between which an executor can be lost.</summary>
internal enum ExecutionStep
{
    /// <summary>It has the execution under a lease.</summary>
    Claimed,

    /// <summary>The plan was found good; nothing is written yet.</summary>
    Checked,

    /// <summary>The plan is spent and the execution is said to run; nothing is done yet.</summary>
    Begun,

    /// <summary>The action is over; nothing is written of how it ended.</summary>
    Acted,

    /// <summary>The end is written.</summary>
    Finished,
}

/// <summary>Passes the points of an execution. A test stops it at one of them, as the end of the process would.</summary>
internal class ExecutionSteps
{
    public virtual void Reached(ExecutionStep step)
    {
    }
}

/// <summary>The process ended at a point; nothing after it happens.</summary>
internal sealed class LostAt(ExecutionStep step) : Exception($"The executor was lost: {step}.")
{
    public ExecutionStep Step => step;
}
