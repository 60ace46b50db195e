using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Platform.Audit;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        // Partitioned by month, which EF cannot say: the table is in Persistence/Sql/010_partitions.sql.
        builder.ToTable("audit_entry", table => table.ExcludeFromMigrations());
        builder.HasKey(entry => new { entry.At, entry.Id });
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Actor).HasMaxLength(200);
        builder.Property(entry => entry.Action).HasMaxLength(100);
        builder.Property(entry => entry.TargetType).HasMaxLength(64);
        builder.Property(entry => entry.TargetId).HasMaxLength(200);
        builder.Property(entry => entry.Service).HasMaxLength(128);
        builder.Property(entry => entry.Details).HasJsonb();
    }
}
