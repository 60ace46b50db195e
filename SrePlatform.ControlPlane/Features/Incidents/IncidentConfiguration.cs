using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Incidents;

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public const string NumberSequence = "incident_number";

    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incident");
        builder.HasKey(incident => incident.Id);
        builder.Property(incident => incident.Id).ValueGeneratedNever();
        builder.Property(incident => incident.Number).UseSequence(NumberSequence);
        builder.HasIndex(incident => incident.Number).IsUnique();
        builder.Ignore(incident => incident.Reference);
        builder.Ignore(incident => incident.IsOpen);
        builder.Property(incident => incident.Title).HasMaxLength(300);
        builder.Property(incident => incident.Tags).HasColumnType("text[]").HasDefaultValueSql("'{}'");
        builder.Property(incident => incident.DeclaredBy).HasMaxLength(200);
        builder.Property(incident => incident.Services).HasColumnType("text[]");
        builder.Property(incident => incident.ResourceIds).HasColumnType("uuid[]");
        builder.Property(incident => incident.AcknowledgedBy).HasMaxLength(200);
        builder.Property(incident => incident.ResolvedBy).HasMaxLength(200);
        builder.Property(incident => incident.Assignee).HasMaxLength(200);
        builder.Property(incident => incident.Version).IsRowVersion();
        builder.HasIndex(incident => new { incident.OpenedAt, incident.Id });
        builder.HasIndex(incident => new { incident.UpdatedAt, incident.Id });
        builder.HasIndex(incident => new { incident.Priority, incident.OpenedAt, incident.Id });
        builder.HasIndex(incident => incident.Tags).HasMethod("gin");
        builder.HasIndex(incident => incident.State).HasFilter("state <> 'closed'");
        builder.HasIndex(incident => incident.ChangedSince).HasFilter("changed_since IS NOT NULL");
        builder.HasIndex(incident => incident.Services).HasMethod("gin");
    }
}
