using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.IngestionSources;

internal sealed class IngestionSourceConfiguration : IEntityTypeConfiguration<IngestionSource>
{
    public void Configure(EntityTypeBuilder<IngestionSource> builder)
    {
        builder.ToTable("ingestion_source");
        builder.HasKey(source => source.Name);
        builder.Property(source => source.Name).HasMaxLength(100);
        builder.Property(source => source.Hash).HasMaxLength(32);
        builder.Property(source => source.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(source => source.RotatedAt).HasDefaultValueSql("now()");
        builder.HasIndex(source => source.Hash).IsUnique();
    }
}
