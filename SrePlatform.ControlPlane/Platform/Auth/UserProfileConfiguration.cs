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
        builder.Property(profile => profile.Language).HasMaxLength(16);
        builder.Property(profile => profile.Theme).HasMaxLength(16);
        builder.Property(profile => profile.TimeZone).HasMaxLength(64);
    }
}
