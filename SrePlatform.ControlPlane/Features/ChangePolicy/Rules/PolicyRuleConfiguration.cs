using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Rules;

internal sealed class PolicyRuleConfiguration : IEntityTypeConfiguration<PolicyRule>
{
    public void Configure(EntityTypeBuilder<PolicyRule> builder)
    {
        builder.ToTable("policy_rule");
        builder.HasKey(rule => rule.Id);
        builder.Property(rule => rule.Id).ValueGeneratedNever();
        builder.Property(rule => rule.Name).HasMaxLength(100);
        builder.Property(rule => rule.Environments).HasColumnType("text[]");
        builder.Property(rule => rule.Teams).HasColumnType("text[]");
        builder.Property(rule => rule.Runbooks).HasColumnType("text[]");
        builder.Property(rule => rule.Days).HasColumnType("integer[]");
        builder.Property(rule => rule.TimeZone).HasMaxLength(64);
        builder.Property(rule => rule.UpdatedBy).HasMaxLength(200);
        builder.Property(rule => rule.Version).IsRowVersion();
        builder.Ignore(rule => rule.Definition);
        builder.HasIndex(rule => rule.Name).IsUnique();
    }
}
