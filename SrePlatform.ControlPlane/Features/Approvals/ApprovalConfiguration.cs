using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Approvals;

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<ApprovalRequest>, IEntityTypeConfiguration<ApprovalDecision>
{
    public void Configure(EntityTypeBuilder<ApprovalRequest> builder)
    {
        builder.ToTable("approval_request");
        builder.HasKey(request => request.Id);
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Property(request => request.Number).UseSequence("approval_number");
        builder.HasIndex(request => request.Number).IsUnique();
        builder.Property(request => request.Title).HasMaxLength(500);
        builder.Property(request => request.Runbook).HasMaxLength(63);
        builder.Property(request => request.RunbookHash).HasMaxLength(64);
        builder.Property(request => request.Parameters).HasJsonb();
        builder.Property(request => request.Evidence).HasJsonb();
        builder.Property(request => request.Targets).HasColumnType("text[]");
        builder.Property(request => request.Environment).HasMaxLength(64);
        builder.Property(request => request.Team).HasMaxLength(128);
        builder.Property(request => request.Requester).HasMaxLength(200);
        builder.Property(request => request.RequesterId).HasMaxLength(200);
        builder.Property(request => request.Digest).HasMaxLength(64);
        builder.Property(request => request.IdempotencyKey).HasMaxLength(200);
        builder.Property(request => request.Policy).HasJsonb().HasDefaultValueSql("'[]'");
        builder.Property(request => request.HeldBecause).HasMaxLength(500);
        builder.HasIndex(request => request.HeldUntil).HasFilter("held_until IS NOT NULL");
        builder.Property(request => request.Version).IsRowVersion();
        builder.Ignore(request => request.Reference);
        builder.Ignore(request => request.IsOpen);
        builder.HasIndex(request => request.IdempotencyKey).IsUnique();
        builder.HasIndex(request => request.IncidentId);
        builder.HasIndex(request => new { request.CreatedAt, request.Id });
        builder.HasIndex(request => request.ExpiresAt).HasFilter("state IN ('pending', 'changes_requested')");
    }

    public void Configure(EntityTypeBuilder<ApprovalDecision> builder)
    {
        builder.ToTable("approval_decision");
        builder.HasKey(decision => decision.Id);
        builder.Property(decision => decision.Id).ValueGeneratedNever();
        builder.Property(decision => decision.Actor).HasMaxLength(200);
        builder.Property(decision => decision.ActorId).HasMaxLength(200);
        builder.Property(decision => decision.Digest).HasMaxLength(64);
        builder.HasIndex(decision => new { decision.RequestId, decision.At });
        builder.HasIndex(decision => new { decision.RequestId, decision.ActorId, decision.Digest }).IsUnique().HasFilter("kind = 'approved'");
        builder.HasOne<ApprovalRequest>().WithMany().HasForeignKey(decision => decision.RequestId).OnDelete(DeleteBehavior.Restrict);
    }
}
