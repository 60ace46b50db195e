using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Features.Networks;

/// <summary>A range of addresses that an administrator lets checks and scans reach into.</summary>
internal sealed class AllowedNetwork
{
    public const int LongestNote = 200;

    private AllowedNetwork()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>As <c>10.0.0.0/24</c>.</summary>
    public string Range { get; private set; } = "";

    public string? Note { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public static AllowedNetwork Create(IPNetwork range, string? note, string by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Range = range.ToString(), Note = note, CreatedBy = by, CreatedAt = now };
}

internal sealed class AllowedNetworkConfiguration : IEntityTypeConfiguration<AllowedNetwork>
{
    public void Configure(EntityTypeBuilder<AllowedNetwork> builder)
    {
        builder.ToTable("allowed_network");
        builder.HasKey(network => network.Id);
        builder.Property(network => network.Id).ValueGeneratedNever();
        builder.Property(network => network.Range).HasMaxLength(50);
        builder.Property(network => network.Note).HasMaxLength(AllowedNetwork.LongestNote);
        builder.Property(network => network.CreatedBy).HasMaxLength(200);
        builder.HasIndex(network => network.Range).IsUnique();
    }
}
