using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>What an executor says of itself; it alone writes this.</summary>
internal sealed class ExecutorPresence
{
    private ExecutorPresence()
    {
    }

    /// <summary>Named by its key.</summary>
    public Guid Id { get; private set; }

    /// <summary>Its machine and user.</summary>
    public string Name { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset SeenAt { get; private set; }

    public IsolationState Isolation { get; private set; }

    public string IsolationDetail { get; private set; } = "";

    /// <summary>Programs of runbooks that are there.</summary>
    public IReadOnlyList<string> Programs { get; private set; } = [];

    /// <summary>Whether the key that signs plans is another user's.</summary>
    public bool KeyApart { get; private set; }

    /// <summary>Secrets are sealed to this.</summary>
    public byte[] SealingKey { get; private set; } = [];
}

internal sealed class ExecutorPresenceConfiguration : IEntityTypeConfiguration<ExecutorPresence>
{
    public void Configure(EntityTypeBuilder<ExecutorPresence> builder)
    {
        builder.ToTable("executor");
        builder.HasKey(executor => executor.Id);
        builder.Property(executor => executor.Id).ValueGeneratedNever();
        builder.Property(executor => executor.Name).HasMaxLength(200);
        builder.Property(executor => executor.IsolationDetail).HasMaxLength(2000);
        builder.Property(executor => executor.Programs).HasColumnType("text[]");
        builder.HasIndex(executor => executor.SeenAt);
    }
}
