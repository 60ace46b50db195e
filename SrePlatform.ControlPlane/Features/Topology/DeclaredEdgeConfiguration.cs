using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Topology;

internal sealed class DeclaredEdgeConfiguration : IEntityTypeConfiguration<DeclaredEdge>
{
    public void Configure(EntityTypeBuilder<DeclaredEdge> builder)
    {
        builder.ToTable("declared_edge");
        builder.HasKey(edge => edge.Id);
        builder.Property(edge => edge.Id).ValueGeneratedNever();
        builder.Property(edge => edge.FromService).HasMaxLength(128);
        builder.Property(edge => edge.ToService).HasMaxLength(128);
        builder.HasIndex(edge => new { edge.FromService, edge.ToService }).IsUnique();
    }
}
