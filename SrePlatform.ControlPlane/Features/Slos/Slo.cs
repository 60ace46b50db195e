namespace SrePlatform.ControlPlane.Features.Slos;

internal enum SloIndicator
{
    /// <summary>Answers that are no server error, of all answers.</summary>
    Availability,

    /// <summary>Answers within a time, of all answers.</summary>
    Latency,

    /// <summary>Two queries that somebody wrote.</summary>
    Custom,
}

/// <summary>How good a service is meant to be: a share of good events over a rolling time. What is left to 100 % is its error budget.</summary>
internal sealed class Slo
{
    private Slo()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Service { get; private set; } = "";

    public string Description { get; private set; } = "";

    public SloIndicator Indicator { get; private set; }

    /// <summary>Of <see cref="SloIndicator.Latency"/>: the bound of a histogram's bucket.</summary>
    public double? LatencySeconds { get; private set; }

    /// <summary>Good events per second over <c>$window</c>.</summary>
    public string GoodQuery { get; private set; } = "";

    /// <summary>All events per second over <c>$window</c>.</summary>
    public string TotalQuery { get; private set; } = "";

    /// <summary>The share of good events that is meant, such as 0.995.</summary>
    public double Objective { get; private set; }

    public int WindowDays { get; private set; }

    public bool Seeded { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>: forms post it back so that a stale one is refused.</summary>
    public uint Version { get; private set; }

    /// <summary>The share of events that may be bad.</summary>
    public double Budget => 1 - Objective;

    public static Slo Create(SloDefinition definition, bool seeded, DateTimeOffset now)
    {
        var slo = new Slo { Id = Guid.CreateVersion7(now), Name = definition.Name, Seeded = seeded, CreatedAt = now };
        slo.Define(definition, now);
        return slo;
    }

    /// <summary>Replaces what it says; its name stays, since its rules and alerts are filed under it.</summary>
    public void Define(SloDefinition definition, DateTimeOffset now)
    {
        Service = definition.Service;
        Description = definition.Description;
        Indicator = definition.Indicator;
        LatencySeconds = definition.LatencySeconds;
        GoodQuery = definition.GoodQuery;
        TotalQuery = definition.TotalQuery;
        Objective = definition.Objective;
        WindowDays = definition.WindowDays;
        UpdatedAt = now;
    }
}

/// <summary>What an objective says, once it was checked.</summary>
internal sealed record SloDefinition(
    string Name, string Service, string Description, SloIndicator Indicator, double? LatencySeconds, string GoodQuery, string TotalQuery, double Objective, int WindowDays);
