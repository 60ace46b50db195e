using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Features.Resources;

namespace SrePlatform.ControlPlane.Features.Checks;

internal sealed class ResourceCheckConfiguration : IEntityTypeConfiguration<ResourceCheck>
{
    public void Configure(EntityTypeBuilder<ResourceCheck> builder)
    {
        builder.ToTable("resource_check");
        builder.HasKey(check => check.Id);
        builder.Property(check => check.Id).ValueGeneratedNever();
        builder.Property(check => check.Name).HasMaxLength(CheckValidation.LongestName);
        builder.Property(check => check.Target).HasMaxLength(CheckValidation.LongestTarget);
        builder.Property(check => check.ExpectedText).HasMaxLength(CheckValidation.LongestText);
        builder.Property(check => check.LastDetail).HasMaxLength(ResourceCheck.LongestDetail);
        builder.HasOne<Resource>().WithMany().HasForeignKey(check => check.ResourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(check => new { check.ResourceId, check.Name }).IsUnique();
        builder.HasIndex(check => check.DueAt).HasFilter("enabled");
    }
}
