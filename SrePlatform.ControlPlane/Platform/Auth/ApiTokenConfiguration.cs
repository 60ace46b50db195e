using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Platform.Auth;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_token");
        builder.HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Sub).HasMaxLength(200);
        builder.Property(token => token.Name).HasMaxLength(100);
        builder.Property(token => token.Hint).HasMaxLength(20);
        builder.HasOne<UserProfile>().WithMany().HasForeignKey(token => token.Sub).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => new { token.Sub, token.CreatedAt });
    }
}
