using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Discovery;

internal sealed class DiscoveryConfigurations : IEntityTypeConfiguration<NetworkScan>, IEntityTypeConfiguration<ScanFinding>
{
    private const int LongestAddress = 50;

    public void Configure(EntityTypeBuilder<NetworkScan> builder)
    {
        builder.ToTable("network_scan");
        builder.HasKey(scan => scan.Id);
        builder.Property(scan => scan.Id).ValueGeneratedNever();
        builder.Property(scan => scan.Range).HasMaxLength(LongestAddress);
        builder.Property(scan => scan.Ports).HasJsonb();
        builder.Property(scan => scan.Team).HasMaxLength(ResourceValidation.LongestWord);
        builder.Property(scan => scan.CreatedBy).HasMaxLength(200);
        builder.HasIndex(scan => scan.DueAt).HasFilter("state IN ('waiting', 'running')");
        builder.HasIndex(scan => new { scan.CreatedAt, scan.Id });
    }

    public void Configure(EntityTypeBuilder<ScanFinding> builder)
    {
        builder.ToTable("scan_finding");
        builder.HasKey(finding => finding.Id);
        builder.Property(finding => finding.Id).ValueGeneratedNever();
        builder.Property(finding => finding.Address).HasMaxLength(LongestAddress);
        builder.Property(finding => finding.Name).HasMaxLength(ResourceValidation.LongestName);
        builder.Property(finding => finding.Ports).HasJsonb();
        builder.HasOne<NetworkScan>().WithMany().HasForeignKey(finding => finding.ScanId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(finding => new { finding.ScanId, finding.Address }).IsUnique();
        builder.HasIndex(finding => finding.Address).HasFilter("state = 'ignored'");
    }
}
