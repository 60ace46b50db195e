using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Diagnosis.Sessions;

internal sealed class DiagnosisSessionConfiguration : IEntityTypeConfiguration<DiagnosisSession>
{
    public void Configure(EntityTypeBuilder<DiagnosisSession> builder)
    {
        builder.ToTable("diagnosis_session");
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Kind).HasEnumText(32);
        builder.Property(session => session.State).HasEnumText(16);
        builder.Property(session => session.Request).HasColumnType("jsonb");
        builder.Property(session => session.RequestedBy).HasMaxLength(200);
        builder.Property(session => session.CurrentStep).HasMaxLength(100);
        builder.Property(session => session.Error).HasMaxLength(2000);
        builder.Property(session => session.LeaseOwner).HasMaxLength(200);
        builder.Property(session => session.Model).HasMaxLength(200);
        builder.HasMany<ModelCall>().WithOne().HasForeignKey(call => call.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(session => session.TraceParent).HasMaxLength(64);
        builder.HasMany<Observation>().WithOne().HasForeignKey(observation => observation.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(session => session.CreatedAt).HasFilter("state in ('accepted','processing')").HasDatabaseName("ix_diagnosis_session_open");
        builder.HasIndex(session => new { session.CreatedAt, session.Id });
        builder.HasIndex(session => new { session.IncidentId, session.Generation });
        builder.HasIndex(session => session.ReplayOfId).HasFilter("replay_of_id is not null");
    }
}
