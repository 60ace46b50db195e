using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Callbacks;

internal enum CallbackState
{
    Pending,
    Delivered,
    Abandoned,
}

/// <summary>
/// The message to the Control Plane that a session ended, written in the transaction that ended it and retried until it is taken.
/// </summary>
internal sealed class CallbackDelivery
{
    private CallbackDelivery()
    {
    }

    public Guid SessionId { get; private set; }
    public CallbackState State { get; private set; }
    public string Body { get; private set; } = "{}";
    public int Attempts { get; private set; }
    public DateTimeOffset NextAttemptAt { get; private set; }
    public string? LastError { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>The trace of the run that ended.</summary>
    public string? TraceParent { get; private set; }

    public static CallbackDelivery For(Guid sessionId, string body, DateTimeOffset at) => new()
    {
        SessionId = sessionId,
        Body = body,
        NextAttemptAt = at,
        CreatedAt = at,
        TraceParent = AssistantTelemetry.Current,
    };

    /// <summary>Counts an attempt and hides the row from other senders until it should have ended.</summary>
    public void Begin(DateTimeOffset at, TimeSpan lease)
    {
        Attempts++;
        NextAttemptAt = at + lease;
    }

    public void Delivered(DateTimeOffset at)
    {
        State = CallbackState.Delivered;
        DeliveredAt = at;
        LastError = null;
    }

    /// <summary>Plans the next attempt, doubling the pause from one second to five minutes; gives up when <paramref name="permanent"/>.</summary>
    public void Failed(string error, bool permanent, DateTimeOffset at)
    {
        LastError = error.Length > 1000 ? error[..1000] : error;
        State = permanent ? CallbackState.Abandoned : CallbackState.Pending;
        NextAttemptAt = at + TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(Attempts - 1, 10))));
    }
}

internal sealed class CallbackDeliveryConfiguration : IEntityTypeConfiguration<CallbackDelivery>
{
    public void Configure(EntityTypeBuilder<CallbackDelivery> builder)
    {
        builder.ToTable("callback_delivery");
        builder.HasKey(delivery => delivery.SessionId);
        builder.Property(delivery => delivery.SessionId).ValueGeneratedNever();
        builder.Property(delivery => delivery.State).HasEnumText(16);
        builder.Property(delivery => delivery.Body).HasColumnType("jsonb");
        builder.Property(delivery => delivery.LastError).HasMaxLength(1000);
        builder.Property(delivery => delivery.TraceParent).HasMaxLength(64);
        builder.HasIndex(delivery => delivery.NextAttemptAt).HasFilter("state = 'pending'");
        builder.HasOne<DiagnosisSession>().WithOne().HasForeignKey<CallbackDelivery>(delivery => delivery.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
