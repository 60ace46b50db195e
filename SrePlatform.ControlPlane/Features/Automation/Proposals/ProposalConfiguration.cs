using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

internal sealed class ProposalConfiguration : IEntityTypeConfiguration<ActionProposal>, IEntityTypeConfiguration<Autonomy>
{
    public void Configure(EntityTypeBuilder<ActionProposal> builder)
    {
        builder.ToTable("action_proposal");
        builder.HasKey(proposal => proposal.DiagnosisId);
        builder.Property(proposal => proposal.DiagnosisId).ValueGeneratedNever();
        builder.Property(proposal => proposal.Rule).HasMaxLength(200);
        builder.Property(proposal => proposal.Runbook).HasMaxLength(63);
        builder.Property(proposal => proposal.Title).HasMaxLength(500);
        builder.Property(proposal => proposal.Environment).HasMaxLength(64);
        builder.Property(proposal => proposal.Reason).HasMaxLength(500);
        builder.Property(proposal => proposal.Parameters).HasJsonb();
        builder.HasIndex(proposal => new { proposal.IncidentId, proposal.At });
        builder.Property(proposal => proposal.GradedBy).HasMaxLength(200);
        builder.HasIndex(proposal => new { proposal.Rule, proposal.Runbook });
    }

    public void Configure(EntityTypeBuilder<Autonomy> builder)
    {
        builder.ToTable("autonomy");
        builder.HasKey(autonomy => new { autonomy.Rule, autonomy.Runbook });
        builder.Property(autonomy => autonomy.Id).HasDefaultValueSql("gen_random_uuid()").ValueGeneratedNever();
        builder.HasIndex(autonomy => autonomy.Id).IsUnique();
        builder.HasIndex(autonomy => new { autonomy.ChangedAt, autonomy.Id });
        builder.Property(autonomy => autonomy.Team).HasMaxLength(128);
        builder.Property(autonomy => autonomy.Rule).HasMaxLength(200);
        builder.Property(autonomy => autonomy.Runbook).HasMaxLength(63);
        builder.Property(autonomy => autonomy.ChangedBy).HasMaxLength(200);
        builder.Property(autonomy => autonomy.ChangedBecause).HasMaxLength(500);
        builder.Property(autonomy => autonomy.Version).IsRowVersion();
    }
}
