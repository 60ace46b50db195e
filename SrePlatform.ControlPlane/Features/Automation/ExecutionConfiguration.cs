using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation;

internal sealed class ExecutionConfiguration :
    IEntityTypeConfiguration<Execution>, IEntityTypeConfiguration<ExecutionOutput>, IEntityTypeConfiguration<SpentPlan>
{
    public void Configure(EntityTypeBuilder<Execution> builder)
    {
        builder.ToTable("execution");
        builder.HasKey(execution => execution.Id);
        builder.Property(execution => execution.Id).ValueGeneratedNever();
        builder.Property(execution => execution.Number).UseSequence("execution_number");
        builder.HasIndex(execution => execution.Number).IsUnique();
        builder.Property(execution => execution.PlanText).HasColumnName("plan");
        builder.Property(execution => execution.Signature).HasMaxLength(200);
        builder.Property(execution => execution.Title).HasMaxLength(500);
        builder.Property(execution => execution.Runbook).HasMaxLength(63);
        builder.Property(execution => execution.Targets).HasColumnType("text[]");
        builder.Property(execution => execution.Environment).HasMaxLength(64);
        builder.Property(execution => execution.Reason).HasMaxLength(64);
        builder.Property(execution => execution.Detail).HasMaxLength(4000);
        builder.Property(execution => execution.Baseline).HasJsonb();
        builder.Property(execution => execution.Checks).HasJsonb();
        builder.Ignore(execution => execution.Reference);
        builder.Ignore(execution => execution.IsOver);
        builder.HasIndex(execution => execution.RequestId).IsUnique();
        builder.HasIndex(execution => execution.IncidentId);
        builder.HasIndex(execution => new { execution.CreatedAt, execution.Id });
        builder.HasIndex(execution => execution.State).HasFilter("state IN ('queued', 'claimed', 'running')").HasDatabaseName("ix_execution_under_way");
        builder.HasIndex(execution => execution.EndNoted).HasFilter("NOT end_noted OR outcome = 'watching'").HasDatabaseName("ix_execution_to_watch");
        builder.HasOne<ApprovalRequest>().WithMany().HasForeignKey(execution => execution.RequestId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ExecutionOutput> builder)
    {
        builder.ToTable("execution_output");
        builder.HasKey(output => new { output.ExecutionId, output.Number });
        builder.Property(output => output.Stream).HasMaxLength(8);
    }

    public void Configure(EntityTypeBuilder<SpentPlan> builder)
    {
        builder.ToTable("spent_plan");
        builder.HasKey(spent => spent.Nonce);
        builder.Property(spent => spent.Nonce).HasMaxLength(64);
    }
}
