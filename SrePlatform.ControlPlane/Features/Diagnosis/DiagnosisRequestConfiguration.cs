using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

internal sealed class DiagnosisRequestConfiguration : IEntityTypeConfiguration<DiagnosisRequest>
{
    public void Configure(EntityTypeBuilder<DiagnosisRequest> builder)
    {
        builder.ToTable("diagnosis");
        builder.HasKey(diagnosis => diagnosis.Id);
        builder.Property(diagnosis => diagnosis.Id).ValueGeneratedNever();
        builder.Property(diagnosis => diagnosis.Services).HasColumnType("text[]");
        builder.Property(diagnosis => diagnosis.AskerTeams).HasColumnType("text[]");
        builder.Property(diagnosis => diagnosis.Question).HasMaxLength(QuestionDraft.Longest);
        builder.Property(diagnosis => diagnosis.IdempotencyKey).HasMaxLength(200);
        builder.Property(diagnosis => diagnosis.RequestedBy).HasMaxLength(200);
        builder.Property(diagnosis => diagnosis.CurrentStep).HasMaxLength(200);
        builder.Property(diagnosis => diagnosis.Error).HasMaxLength(2000);
        builder.Ignore(diagnosis => diagnosis.IsOver);
        builder.HasIndex(diagnosis => diagnosis.IdempotencyKey).IsUnique();
        builder.HasIndex(diagnosis => diagnosis.SessionId).IsUnique().HasFilter("session_id IS NOT NULL");
        builder.HasIndex(diagnosis => new { diagnosis.IncidentId, diagnosis.Generation }).IsUnique().HasFilter("automatic")
            .HasDatabaseName("ux_diagnosis_automatic");
        builder.HasIndex(diagnosis => new { diagnosis.IncidentId, diagnosis.CreatedAt });
        builder.HasIndex(diagnosis => new { diagnosis.CreatedAt, diagnosis.Id });
        builder.HasIndex(diagnosis => diagnosis.NextPollAt).HasFilter("next_poll_at IS NOT NULL");
    }
}
