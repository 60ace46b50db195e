using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Resources;

internal sealed class ResourceConfiguration : IEntityTypeConfiguration<Resource>
{
    public void Configure(EntityTypeBuilder<Resource> builder)
    {
        builder.ToTable("resource");
        builder.HasKey(resource => resource.Id);
        builder.Property(resource => resource.Id).ValueGeneratedNever();
        builder.Property(resource => resource.Name).HasMaxLength(ResourceValidation.LongestName);
        builder.Property(resource => resource.Service).HasMaxLength(ResourceValidation.LongestName);
        builder.Property(resource => resource.Environment).HasMaxLength(ResourceValidation.LongestWord);
        builder.Property(resource => resource.Team).HasMaxLength(ResourceValidation.LongestWord);
        builder.Property(resource => resource.Address).HasMaxLength(ResourceValidation.LongestAddress);
        builder.Property(resource => resource.MetricsPath).HasMaxLength(ResourceValidation.LongestAddress);
        builder.Property(resource => resource.SnmpModule).HasMaxLength(ResourceValidation.LongestWord);
        builder.Property(resource => resource.SnmpAuth).HasMaxLength(ResourceValidation.LongestWord);
        builder.Property(resource => resource.Labels).HasJsonb();
        builder.Property(resource => resource.Version).IsRowVersion();
        builder.HasIndex(resource => resource.Name).IsUnique();
        builder.HasIndex(resource => new { resource.Service, resource.Environment });
    }
}
