using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Runbooks;

internal sealed class RunbookConfiguration : IEntityTypeConfiguration<Runbook>, IEntityTypeConfiguration<RunbookVersion>
{
    public void Configure(EntityTypeBuilder<Runbook> builder)
    {
        builder.ToTable("runbook");
        builder.HasKey(runbook => runbook.Id);
        builder.Property(runbook => runbook.Id).ValueGeneratedNever();
        builder.Property(runbook => runbook.Name).HasMaxLength(63);
        builder.Property(runbook => runbook.Title).HasMaxLength(200);
        builder.Property(runbook => runbook.Version).IsRowVersion();
        builder.HasIndex(runbook => runbook.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RunbookVersion> builder)
    {
        builder.ToTable("runbook_version");
        builder.HasKey(version => new { version.RunbookId, version.Number });
        builder.Property(version => version.Hash).HasMaxLength(64);
        builder.Property(version => version.Author).HasMaxLength(200);
        builder.Property(version => version.AuthorId).HasMaxLength(200);
        builder.Property(version => version.Comment).HasMaxLength(500);
        builder.Property(version => version.ReviewedBy).HasMaxLength(200);
        builder.Property(version => version.ReviewedById).HasMaxLength(200);
        builder.HasOne<Runbook>().WithMany().HasForeignKey(version => version.RunbookId).OnDelete(DeleteBehavior.Restrict);
    }
}
