using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Incidents;

internal sealed class IncidentEventConfiguration : IEntityTypeConfiguration<IncidentEvent>
{
    public void Configure(EntityTypeBuilder<IncidentEvent> builder)
    {
        builder.ToTable("incident_event");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Actor).HasMaxLength(200);
        builder.Property(entry => entry.Reason).HasMaxLength(64);
        builder.Property(entry => entry.Text).HasMaxLength(4000);
        builder.Property(entry => entry.Details).HasJsonb();
        builder.HasIndex(entry => new { entry.IncidentId, entry.Revision }).IsUnique();
        builder.HasIndex(entry => entry.At).HasDatabaseName("ix_incident_event_told").HasFilter("kind IN ('assigned', 'diagnosis_completed', 'diagnosis_failed')");
    }
}
