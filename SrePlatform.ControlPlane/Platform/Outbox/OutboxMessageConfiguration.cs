using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Platform.Outbox;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_message");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Kind).HasMaxLength(64);
        builder.Property(message => message.Key).HasMaxLength(200);
        builder.Property(message => message.Payload).HasColumnType("jsonb");
        builder.Property(message => message.LastError).HasMaxLength(2000);
        builder.Property(message => message.TraceParent).HasMaxLength(64);
        builder.HasIndex(message => new { message.Kind, message.Key }).IsUnique();
        builder.HasIndex(message => new { message.AvailableAt, message.Id })
            .HasDatabaseName("ix_outbox_message_open")
            .HasFilter("completed_at IS NULL AND failed_at IS NULL");
    }
}
