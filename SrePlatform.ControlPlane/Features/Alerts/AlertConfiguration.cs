using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Alerts;

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public const string OpenEpisode = "ux_alert_open_episode";

    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alert");
        builder.HasKey(alert => alert.Id);
        builder.Property(alert => alert.Id).ValueGeneratedNever();
        builder.Property(alert => alert.Fingerprint).HasMaxLength(64);
        builder.Property(alert => alert.Rule).HasMaxLength(AlertLimits.LabelValue);
        builder.Property(alert => alert.Service).HasMaxLength(AlertLimits.LabelValue);
        builder.Property(alert => alert.Resource).HasMaxLength(AlertLimits.LabelValue);
        builder.Property(alert => alert.Team).HasMaxLength(AlertLimits.LabelValue);
        builder.Property(alert => alert.Env).HasMaxLength(AlertLimits.LabelValue);
        builder.Property(alert => alert.Source).HasMaxLength(100);
        builder.Property(alert => alert.GeneratorUrl).HasMaxLength(AlertLimits.Url);
        builder.Property(alert => alert.GroupingReason).HasMaxLength(64);
        builder.HasIndex(alert => alert.StartsAt).HasDatabaseName("ix_alert_explaining").HasFilter("status = 'firing' AND labels ->> 'inhibits' = 'dependants'");
        builder.Property(alert => alert.SuppressionNote).HasMaxLength(AlertLimits.SuppressionNote);
        builder.HasIndex(alert => alert.SuppressedBy).HasDatabaseName("ix_alert_held_back").HasFilter("status = 'firing' AND suppression IS NOT NULL");
        builder.Property(alert => alert.Labels).HasJsonb();
        builder.Property(alert => alert.Annotations).HasJsonb();
        builder.HasIndex(alert => alert.Fingerprint).IsUnique().HasDatabaseName(OpenEpisode).HasFilter("status = 'firing'");
        builder.HasIndex(alert => new { alert.Fingerprint, alert.StartsAt });
        builder.HasIndex(alert => alert.ExpiresAt).HasFilter("status = 'firing'");
        builder.HasIndex(alert => new { alert.StartsAt, alert.Id });
        builder.HasIndex(alert => new { alert.Service, alert.StartsAt });
        builder.HasIndex(alert => new { alert.IncidentId, alert.StartsAt }).HasFilter("incident_id IS NOT NULL");
        builder.HasIndex(alert => alert.IncidentId).HasDatabaseName("ix_alert_end_unnoted").HasFilter("incident_id IS NOT NULL AND status = 'resolved' AND NOT end_noted");
        builder.HasIndex(alert => new { alert.ReceivedAt, alert.Id }).HasDatabaseName("ix_alert_waiting").HasFilter("grouped_at IS NULL");
    }
}
