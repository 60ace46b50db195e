using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.OnCall;

internal sealed class RotationConfiguration : IEntityTypeConfiguration<Rotation>
{
    public void Configure(EntityTypeBuilder<Rotation> builder)
    {
        builder.ToTable("on_call_rotation");
        builder.HasKey(rotation => rotation.Id);
        builder.Property(rotation => rotation.Id).ValueGeneratedNever();
        builder.Property(rotation => rotation.Name).HasMaxLength(100);
        builder.Property(rotation => rotation.Is).HasColumnName("definition").HasJsonb();
        builder.Property(rotation => rotation.UpdatedBy).HasMaxLength(200);
        builder.Property(rotation => rotation.Version).IsRowVersion();
        builder.HasIndex(rotation => rotation.Name).IsUnique();
    }
}

internal sealed class RotationOverrideConfiguration : IEntityTypeConfiguration<RotationOverride>
{
    public void Configure(EntityTypeBuilder<RotationOverride> builder)
    {
        builder.ToTable("on_call_override");
        builder.HasKey(standIn => standIn.Id);
        builder.Property(standIn => standIn.Id).ValueGeneratedNever();
        builder.Property(standIn => standIn.From).HasColumnName("from_at");
        builder.Property(standIn => standIn.To).HasColumnName("to_at");
        builder.Property(standIn => standIn.Person).HasMaxLength(200);
        builder.Property(standIn => standIn.Email).HasMaxLength(320);
        builder.Property(standIn => standIn.CreatedBy).HasMaxLength(200);
        builder.HasIndex(standIn => new { standIn.RotationId, standIn.To });
        builder.HasOne<Rotation>().WithMany().HasForeignKey(standIn => standIn.RotationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EscalationPolicyConfiguration : IEntityTypeConfiguration<EscalationPolicy>
{
    public void Configure(EntityTypeBuilder<EscalationPolicy> builder)
    {
        builder.ToTable("escalation_policy");
        builder.HasKey(policy => policy.Id);
        builder.Property(policy => policy.Id).ValueGeneratedNever();
        builder.Property(policy => policy.Name).HasMaxLength(100);
        builder.Property(policy => policy.Is).HasColumnName("definition").HasJsonb();
        builder.Property(policy => policy.UpdatedBy).HasMaxLength(200);
        builder.Property(policy => policy.Version).IsRowVersion();
        builder.HasIndex(policy => policy.Name).IsUnique();
    }
}

internal sealed class EscalationConfiguration : IEntityTypeConfiguration<Escalation>
{
    public void Configure(EntityTypeBuilder<Escalation> builder)
    {
        builder.ToTable("escalation");
        builder.HasKey(escalation => escalation.IncidentId);
        builder.Property(escalation => escalation.IncidentId).ValueGeneratedNever();
        builder.Property(escalation => escalation.StopReason).HasMaxLength(64);
        builder.HasIndex(escalation => escalation.DueAt).HasFilter("stopped_at IS NULL");
        builder.HasOne<Incident>().WithMany().HasForeignKey(escalation => escalation.IncidentId).OnDelete(DeleteBehavior.Cascade);
    }
}
