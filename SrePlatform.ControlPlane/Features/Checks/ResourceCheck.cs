namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>What is asked.</summary>
internal enum CheckKind
{
    /// <summary>A page or endpoint answers as it should.</summary>
    Http,

    /// <summary>A port accepts connections.</summary>
    Tcp,

    /// <summary>A host answers an echo request.</summary>
    Icmp,
}

/// <summary>Something that the platform asks of a resource itself, again and again, without anything installed there.</summary>
internal sealed class ResourceCheck
{
    public const int LongestDetail = 300;

    private ResourceCheck()
    {
    }

    public Guid Id { get; private set; }

    public Guid ResourceId { get; private set; }

    /// <summary>Unique at its resource; the label <c>check</c> of its series.</summary>
    public string Name { get; private set; } = "";

    public CheckKind Kind { get; private set; }

    /// <summary>An address of a page, <c>host:port</c>, or a host.</summary>
    public string Target { get; private set; } = "";

    /// <summary>The status that an HTTP answer must have; any from 200 to 299 if none is given.</summary>
    public int? ExpectedStatus { get; private set; }

    /// <summary>What an HTTP answer must contain.</summary>
    public string? ExpectedText { get; private set; }

    /// <summary>Whether a certificate that clients would refuse is a failure.</summary>
    public bool VerifiesCertificate { get; private set; } = true;

    public int IntervalSeconds { get; private set; }

    public int TimeoutSeconds { get; private set; }

    public bool Enabled { get; private set; } = true;

    /// <summary>When it is asked next, in the database's time.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Who is asking now.</summary>
    public Guid? LeaseId { get; private set; }

    public DateTimeOffset? LastAt { get; private set; }

    public bool? LastSucceeded { get; private set; }

    public int? LastDurationMs { get; private set; }

    /// <summary>How it ended, in words.</summary>
    public string? LastDetail { get; private set; }

    /// <summary>Since when it ends as it did last.</summary>
    public DateTimeOffset? Since { get; private set; }

    public DateTimeOffset? CertificateExpiresAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Moves when a person changes it, and not with each result; forms post it back so that a stale one is refused.</summary>
    public long Edition => UpdatedAt.UtcTicks / TimeSpan.TicksPerMicrosecond;

    public TimeSpan Interval => TimeSpan.FromSeconds(IntervalSeconds);

    public static ResourceCheck Create(Guid resourceId, CheckDefinition definition, DateTimeOffset now)
    {
        var check = new ResourceCheck { Id = Guid.CreateVersion7(now), ResourceId = resourceId, CreatedAt = now, DueAt = now };
        check.Define(definition, now);
        return check;
    }

    /// <summary>Replaces what people say about it, and has it asked at once.</summary>
    public void Define(CheckDefinition definition, DateTimeOffset now)
    {
        Name = definition.Name;
        Kind = definition.Kind;
        Target = definition.Target;
        ExpectedStatus = definition.ExpectedStatus;
        ExpectedText = definition.ExpectedText;
        VerifiesCertificate = definition.VerifiesCertificate;
        IntervalSeconds = (int)definition.Interval.TotalSeconds;
        TimeoutSeconds = (int)definition.Timeout.TotalSeconds;
        Enabled = definition.Enabled;
        UpdatedAt = now;
        AskNow(now);
    }

    public void AskNow(DateTimeOffset now) => (DueAt, LeaseId) = (now, null);
}

/// <summary>A check that <see cref="CheckValidation"/> found no fault with.</summary>
internal sealed record CheckDefinition(
    string Name, CheckKind Kind, string Target, int? ExpectedStatus, string? ExpectedText, bool VerifiesCertificate, TimeSpan Interval, TimeSpan Timeout, bool Enabled);
