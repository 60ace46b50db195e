using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;

internal sealed class FreezeConfiguration : IEntityTypeConfiguration<ChangeFreeze>
{
    public void Configure(EntityTypeBuilder<ChangeFreeze> builder)
    {
        builder.ToTable("change_freeze");
        builder.HasKey(freeze => freeze.Id);
        builder.Property(freeze => freeze.Id).ValueGeneratedNever();
        builder.Property(freeze => freeze.Reason).HasMaxLength(500);
        builder.Property(freeze => freeze.Environments).HasColumnType("text[]");
        builder.Property(freeze => freeze.Teams).HasColumnType("text[]").HasDefaultValueSql("'{}'");
        builder.Property(freeze => freeze.CreatedBy).HasMaxLength(200);
        builder.Property(freeze => freeze.EndedBy).HasMaxLength(200);
        builder.HasIndex(freeze => freeze.EndsAt);
        builder.HasIndex(freeze => new { freeze.CreatedAt, freeze.Id });
    }
}
