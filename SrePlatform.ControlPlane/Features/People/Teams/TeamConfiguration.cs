using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.People.Teams;

internal sealed class TeamConfiguration : IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<TeamMember>
{
    public const string UniqueName = "ix_team_name";

    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("team");
        builder.HasKey(team => team.Id);
        builder.Property(team => team.Id).ValueGeneratedNever();
        builder.Property(team => team.Name).HasMaxLength(TeamNames.Longest);
        builder.Property(team => team.Description).HasMaxLength(TeamNames.LongestDescription);
        builder.Property(team => team.Version).IsRowVersion();
        builder.HasIndex(team => team.Name).IsUnique().HasDatabaseName(UniqueName);
    }

    public void Configure(EntityTypeBuilder<TeamMember> builder)
    {
        builder.ToTable("team_member");
        builder.HasKey(member => new { member.TeamId, member.Sub });
        builder.Property(member => member.Sub).HasMaxLength(200);
        builder.HasOne<Team>().WithMany().HasForeignKey(member => member.TeamId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<UserProfile>().WithMany().HasForeignKey(member => member.Sub).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(member => member.Sub);
    }
}
