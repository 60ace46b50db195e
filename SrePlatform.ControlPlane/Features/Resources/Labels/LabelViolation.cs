using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Resources.Labels;

/// <summary>A row of the view <c>control.label_violation</c>: a resource that is not retired, and a rule about labels that it breaks.</summary>
internal sealed class LabelViolation
{
    private LabelViolation()
    {
    }

    public Guid ResourceId { get; private set; }

    public Guid RuleId { get; private set; }

    public string Label { get; private set; } = "";

    /// <summary>The value that is not allowed; null if the label is missing.</summary>
    public string? Value { get; private set; }
}

internal sealed class LabelRuleConfiguration : IEntityTypeConfiguration<LabelRule>, IEntityTypeConfiguration<LabelViolation>
{
    public void Configure(EntityTypeBuilder<LabelRule> builder)
    {
        builder.ToTable("label_rule");
        builder.HasKey(rule => rule.Id);
        builder.Property(rule => rule.Id).ValueGeneratedNever();
        builder.Property(rule => rule.Label).HasMaxLength(ResourceValidation.LongestWord);
        builder.Property(rule => rule.AllowedValues).HasJsonb();
        builder.Property(rule => rule.Kinds).HasJsonb();
        builder.HasIndex(rule => rule.Label).IsUnique();
    }

    // The view is made by Persistence/Sql/060_inventory.sql.
    public void Configure(EntityTypeBuilder<LabelViolation> builder) => builder.HasNoKey().ToTable("label_violation", table => table.ExcludeFromMigrations());
}
