using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Two incidents that a person says belong together; stored once, whichever end it was drawn from.</summary>
internal sealed class IncidentLink
{
    private IncidentLink()
    {
    }

    public IncidentLink(Guid one, Guid other, string by, DateTimeOffset at)
    {
        (LowId, HighId) = Ordered(one, other);
        LinkedBy = by;
        LinkedAt = at;
    }

    public Guid LowId { get; private set; }

    public Guid HighId { get; private set; }

    public string LinkedBy { get; private set; } = "";

    public DateTimeOffset LinkedAt { get; private set; }

    public static (Guid Low, Guid High) Ordered(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);
}

internal sealed class IncidentLinkConfiguration : IEntityTypeConfiguration<IncidentLink>
{
    public void Configure(EntityTypeBuilder<IncidentLink> builder)
    {
        builder.ToTable("incident_link");
        builder.HasKey(link => new { link.LowId, link.HighId });
        builder.Property(link => link.LinkedBy).HasMaxLength(200);
        builder.HasIndex(link => link.HighId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(link => link.LowId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Incident>().WithMany().HasForeignKey(link => link.HighId).OnDelete(DeleteBehavior.Cascade);
    }
}
