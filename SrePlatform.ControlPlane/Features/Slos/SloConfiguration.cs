using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Slos;

internal sealed class SloConfiguration : IEntityTypeConfiguration<Slo>
{
    public void Configure(EntityTypeBuilder<Slo> builder)
    {
        builder.ToTable("slo");
        builder.HasKey(slo => slo.Id);
        builder.Property(slo => slo.Id).ValueGeneratedNever();
        builder.Property(slo => slo.Name).HasMaxLength(SloValidation.LongestName);
        builder.Property(slo => slo.Service).HasMaxLength(128);
        builder.Property(slo => slo.Description).HasMaxLength(SloValidation.LongestText);
        builder.Property(slo => slo.GoodQuery).HasMaxLength(2_000);
        builder.Property(slo => slo.TotalQuery).HasMaxLength(2_000);
        builder.Property(slo => slo.Version).IsRowVersion();
        builder.Ignore(slo => slo.Budget);
        builder.HasIndex(slo => slo.Name).IsUnique();
    }
}
