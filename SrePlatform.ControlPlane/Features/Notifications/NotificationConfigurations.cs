using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Notifications;

internal sealed class NotificationChannelConfiguration : IEntityTypeConfiguration<NotificationChannel>
{
    public void Configure(EntityTypeBuilder<NotificationChannel> builder)
    {
        builder.ToTable("notification_channel");
        builder.HasKey(channel => channel.Id);
        builder.Property(channel => channel.Id).ValueGeneratedNever();
        builder.Property(channel => channel.Name).HasMaxLength(100);
        builder.Property(channel => channel.Settings).HasJsonb();
        builder.Property(channel => channel.Secrets).HasMaxLength(16_000);
        builder.Property(channel => channel.UpdatedBy).HasMaxLength(200);
        builder.Property(channel => channel.TestError).HasMaxLength(500);
        builder.Property(channel => channel.Version).IsRowVersion();
        builder.HasIndex(channel => channel.Name).IsUnique();
    }
}

internal sealed class NotificationStrategyConfiguration : IEntityTypeConfiguration<NotificationStrategy>
{
    public void Configure(EntityTypeBuilder<NotificationStrategy> builder)
    {
        builder.ToTable("notification_strategy");
        builder.HasKey(strategy => strategy.Id);
        builder.Property(strategy => strategy.Id).ValueGeneratedNever();
        builder.Property(strategy => strategy.Name).HasMaxLength(100);
        builder.Property(strategy => strategy.Is).HasColumnName("definition").HasJsonb();
        builder.Property(strategy => strategy.ChannelIds).HasColumnType("uuid[]");
        builder.Property(strategy => strategy.UpdatedBy).HasMaxLength(200);
        builder.Property(strategy => strategy.Version).IsRowVersion();
        builder.HasIndex(strategy => strategy.Name).IsUnique();
        builder.HasIndex(strategy => strategy.ChannelIds).HasMethod("gin");
    }
}

internal sealed class NotificationDeliveryConfiguration : IEntityTypeConfiguration<NotificationDelivery>
{
    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.ToTable("notification_delivery");
        builder.HasKey(delivery => delivery.Id);
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.Property(delivery => delivery.Recipient).HasMaxLength(320);
        builder.Property(delivery => delivery.EventIds).HasColumnType("uuid[]");
        builder.Property(delivery => delivery.Reason).HasMaxLength(64);
        builder.Property(delivery => delivery.OnCall).HasMaxLength(500);
        builder.Property(delivery => delivery.LastError).HasMaxLength(1_000);
        builder.HasIndex(delivery => new { delivery.DueAt, delivery.Id }).HasDatabaseName("ix_notification_delivery_waiting").HasFilter("status = 'waiting'");
        builder.HasIndex(delivery => new { delivery.CreatedAt, delivery.Id });
        builder.HasIndex(delivery => new { delivery.IncidentId, delivery.CreatedAt });
        builder.HasIndex(delivery => delivery.ChannelId);
    }
}

internal sealed class NotificationAttemptConfiguration : IEntityTypeConfiguration<NotificationAttempt>
{
    public void Configure(EntityTypeBuilder<NotificationAttempt> builder)
    {
        builder.ToTable("notification_attempt");
        builder.HasKey(attempt => attempt.Id);
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Detail).HasMaxLength(1_000);
        builder.HasIndex(attempt => new { attempt.DeliveryId, attempt.At });
        builder.HasOne<NotificationDelivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NotificationEventConfiguration : IEntityTypeConfiguration<NotificationEvent>
{
    public void Configure(EntityTypeBuilder<NotificationEvent> builder)
    {
        builder.ToTable("notification_event");
        builder.HasKey(told => new { told.EventId, told.ChannelId, told.Recipient });
        builder.Property(told => told.Recipient).HasMaxLength(320);
        builder.HasIndex(told => told.DeliveryId);
        builder.HasOne<NotificationDelivery>().WithMany().HasForeignKey(told => told.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}
