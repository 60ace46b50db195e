using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Automation.Secrets;

/// <summary>A value that scripts are given and nobody is shown, for the runbooks that it names.</summary>
internal sealed class AutomationSecret
{
    private AutomationSecret()
    {
    }

    public AutomationSecret(string name, DateTimeOffset now) => (Name, CreatedAt) = (name, now);

    public string Name { get; private set; } = "";

    /// <summary>Encrypted with Data Protection.</summary>
    public string Protected { get; private set; } = "";

    /// <summary>Which runbooks may have it.</summary>
    public IReadOnlyList<string> Runbooks { get; private set; } = [];

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When it was last sealed for a run.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    public void Set(string protectedValue, IReadOnlyList<string> runbooks, string by, DateTimeOffset now) =>
        (Protected, Runbooks, ChangedBy, ChangedAt) = (protectedValue, runbooks, by, now);

    public void NoteUse(DateTimeOffset now) => UsedAt = now;
}

internal sealed class AutomationSecretConfiguration : IEntityTypeConfiguration<AutomationSecret>
{
    public void Configure(EntityTypeBuilder<AutomationSecret> builder)
    {
        builder.ToTable("automation_secret");
        builder.HasKey(secret => secret.Name);
        builder.Property(secret => secret.Name).HasMaxLength(63);
        builder.Property(secret => secret.Runbooks).HasColumnType("text[]");
        builder.Property(secret => secret.ChangedBy).HasMaxLength(200);
    }
}
