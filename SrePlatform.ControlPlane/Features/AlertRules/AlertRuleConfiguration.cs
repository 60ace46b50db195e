using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.AlertRules;

internal sealed class AlertRuleConfiguration : IEntityTypeConfiguration<AlertRule>
{
    public void Configure(EntityTypeBuilder<AlertRule> builder)
    {
        builder.ToTable("alert_rule");
        builder.HasKey(rule => rule.Id);
        builder.Property(rule => rule.Id).ValueGeneratedNever();
        builder.Property(rule => rule.Name).HasMaxLength(128);
        builder.Property(rule => rule.Group).HasColumnName("group_name").HasMaxLength(128);
        builder.Property(rule => rule.Expression).HasMaxLength(8_192);
        builder.Property(rule => rule.Further).HasJsonb().HasDefaultValueSql("'[]'::jsonb");
        builder.Property(rule => rule.Builder!).HasJsonb().IsRequired(false);
        builder.Property(rule => rule.Labels).HasJsonb();
        builder.Property(rule => rule.Annotations).HasJsonb();
        builder.Property(rule => rule.SyncDetail).HasMaxLength(AlertRule.LongestDetail);
        builder.Property(rule => rule.Version).IsRowVersion();
        builder.Ignore(rule => rule.Edition);
        builder.HasIndex(rule => rule.Name).IsUnique();
    }
}
