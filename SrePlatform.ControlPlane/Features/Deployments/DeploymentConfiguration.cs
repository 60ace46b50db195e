using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Deployments;

internal sealed class DeploymentConfiguration : IEntityTypeConfiguration<Deployment>
{
    public void Configure(EntityTypeBuilder<Deployment> builder)
    {
        builder.ToTable("deployment");
        builder.HasKey(deployment => deployment.Id);
        builder.Property(deployment => deployment.Id).ValueGeneratedNever();
        builder.Property(deployment => deployment.Service).HasMaxLength(DeploymentLimits.Name);
        builder.Property(deployment => deployment.Version).HasMaxLength(DeploymentLimits.Name);
        builder.Property(deployment => deployment.PreviousVersion).HasMaxLength(DeploymentLimits.Name);
        builder.Property(deployment => deployment.Environment).HasMaxLength(DeploymentLimits.Word);
        builder.Property(deployment => deployment.DeployedBy).HasMaxLength(DeploymentLimits.Person);
        builder.Property(deployment => deployment.Commit).HasMaxLength(DeploymentLimits.Name);
        builder.Property(deployment => deployment.Description).HasMaxLength(DeploymentLimits.Description);
        builder.Property(deployment => deployment.Source).HasMaxLength(100);
        builder.Property(deployment => deployment.ExternalId).HasMaxLength(DeploymentLimits.Person);
        builder.HasIndex(deployment => new { deployment.Service, deployment.Environment, deployment.Version, deployment.DeployedAt }).IsUnique();
        builder.HasIndex(deployment => new { deployment.Source, deployment.ExternalId }).IsUnique();
        builder.HasIndex(deployment => new { deployment.DeployedAt, deployment.Id });
    }
}

/// <summary>How long a report's fields may be.</summary>
internal static class DeploymentLimits
{
    public const int Name = 128;
    public const int Word = 64;
    public const int Person = 200;
    public const int Description = 2_000;
}
