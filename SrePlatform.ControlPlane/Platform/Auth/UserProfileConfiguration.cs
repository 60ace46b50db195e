using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Platform.Auth;

internal sealed class UserProfileConfiguration : IEntityTypeConfiguration<UserProfile>
{
    public void Configure(EntityTypeBuilder<UserProfile> builder)
    {
        builder.ToTable("user_profile");
        builder.HasKey(profile => profile.Sub);
        builder.Property(profile => profile.Sub).HasMaxLength(200);
        builder.Property(profile => profile.Name).HasMaxLength(200);
        builder.Property(profile => profile.Email).HasMaxLength(254);
        builder.Property(profile => profile.Roles).HasColumnType("text[]").HasDefaultValueSql("'{}'");
        builder.Property(profile => profile.Groups).HasColumnType("text[]").HasDefaultValueSql("'{}'");
        builder.Property(profile => profile.HomePage).HasMaxLength(200);
        builder.HasIndex(profile => new { profile.Name, profile.Sub });
        builder.Property(profile => profile.Language).HasMaxLength(16);
        builder.Property(profile => profile.Theme).HasMaxLength(16);
        builder.Property(profile => profile.TimeZone).HasMaxLength(64);
    }
}
