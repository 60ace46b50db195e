using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Silences;

internal sealed class SilenceConfiguration : IEntityTypeConfiguration<Silence>
{
    public void Configure(EntityTypeBuilder<Silence> builder)
    {
        builder.ToTable("silence");
        builder.HasKey(silence => silence.Id);
        builder.Property(silence => silence.Id).ValueGeneratedNever();
        builder.Property(silence => silence.Reason).HasMaxLength(Silence.LongestReason);
        builder.Property(silence => silence.Matchers).HasJsonb();
        builder.Property(silence => silence.Services).HasJsonb();
        builder.Property(silence => silence.ResourceIds).HasJsonb();
        builder.Property(silence => silence.Cron).HasMaxLength(100);
        builder.Property(silence => silence.TimeZone).HasMaxLength(64);
        builder.Property(silence => silence.CreatedBy).HasMaxLength(200);
        builder.Property(silence => silence.EndedBy).HasMaxLength(200);
        builder.Property(silence => silence.Suppressed).HasDefaultValue(0);
        builder.HasIndex(silence => new { silence.CreatedAt, silence.Id });
        builder.HasIndex(silence => silence.EndsAt).HasDatabaseName("ix_silence_current").HasFilter("ended_at IS NULL");
    }
}
