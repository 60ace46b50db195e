using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Features.Resources;

namespace SrePlatform.ControlPlane.Features.People.Groups;

internal sealed class ResourceGroupConfiguration :
    IEntityTypeConfiguration<ResourceGroup>, IEntityTypeConfiguration<ResourceGroupMember>, IEntityTypeConfiguration<ResourceGroupGrant>
{
    public const string UniqueName = "ix_resource_group_name";

    public void Configure(EntityTypeBuilder<ResourceGroup> builder)
    {
        builder.ToTable("resource_group");
        builder.HasKey(group => group.Id);
        builder.Property(group => group.Id).ValueGeneratedNever();
        builder.Property(group => group.Name).HasMaxLength(TeamNames.Longest);
        builder.Property(group => group.Team).HasMaxLength(TeamNames.Longest);
        builder.Property(group => group.Description).HasMaxLength(TeamNames.LongestDescription);
        builder.Property(group => group.Version).IsRowVersion();
        builder.HasOne<ResourceGroup>().WithMany().HasForeignKey(group => group.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(group => group.Name).IsUnique().HasDatabaseName(UniqueName);
        builder.HasIndex(group => group.Team);
    }

    public void Configure(EntityTypeBuilder<ResourceGroupMember> builder)
    {
        builder.ToTable("resource_group_member");
        builder.HasKey(member => new { member.GroupId, member.ResourceId });
        builder.HasOne<ResourceGroup>().WithMany().HasForeignKey(member => member.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Resource>().WithMany().HasForeignKey(member => member.ResourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(member => member.ResourceId);
    }

    public void Configure(EntityTypeBuilder<ResourceGroupGrant> builder)
    {
        builder.ToTable("resource_group_grant");
        builder.HasKey(grant => new { grant.GroupId, grant.Team });
        builder.Property(grant => grant.Team).HasMaxLength(TeamNames.Longest);
        builder.HasOne<ResourceGroup>().WithMany().HasForeignKey(grant => grant.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(grant => grant.Team);
    }
}
