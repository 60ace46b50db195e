using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Alerts;

internal sealed class AlertEventConfiguration : IEntityTypeConfiguration<AlertEvent>
{
    public void Configure(EntityTypeBuilder<AlertEvent> builder)
    {
        // Partitioned by month, which EF cannot say: the table is in Persistence/Sql/010_partitions.sql.
        builder.ToTable("alert_event", table => table.ExcludeFromMigrations());
        builder.HasKey(entry => new { entry.At, entry.Id });
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Details).HasJsonb();
    }
}
