using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Diagnosis.Sessions;

/// <summary>What a reader of the live stream is told.</summary>
internal enum SessionEventKind
{
    Step,
    Observation,
    Hypothesis,
    Verdict,
    Error,
}

/// <summary>One line of a session's live story; its id orders and resumes the stream.</summary>
internal sealed class SessionEvent
{
    public long Id { get; init; }
    public required Guid SessionId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required SessionEventKind Kind { get; init; }
    public required string Data { get; init; }
}

internal sealed class SessionEventConfiguration : IEntityTypeConfiguration<SessionEvent>
{
    public void Configure(EntityTypeBuilder<SessionEvent> builder)
    {
        builder.ToTable("session_event");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.Property(row => row.Kind).HasEnumText(16);
        builder.Property(row => row.Data).HasColumnType("jsonb");
        builder.HasIndex(row => new { row.SessionId, row.Id });
        builder.HasOne<DiagnosisSession>().WithMany().HasForeignKey(row => row.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
