using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Evidence;

/// <summary>One question to one source and the redacted bytes of its answer, kept so that a run can be checked and replayed.</summary>
internal sealed class Observation
{
    public required Guid Id { get; init; }
    public required Guid SessionId { get; init; }

    /// <summary>What claims cite; counts from 1 within the session.</summary>
    public required int Number { get; init; }
    public required int Attempt { get; init; }
    public required string Source { get; init; }
    public required string Tool { get; init; }
    public required string Query { get; init; }
    public required string Arguments { get; init; }
    public DateTimeOffset? WindowStart { get; init; }
    public DateTimeOffset? WindowEnd { get; init; }
    public required ObservationStatus Status { get; init; }
    public required string Summary { get; init; }
    public required string ContentType { get; init; }

    /// <summary>SHA-256 of the redacted bytes before compression, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The redacted bytes, gzip.</summary>
    public required byte[] Payload { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int DurationMs { get; init; }

    /// <summary>A later attempt asked the same question again.</summary>
    public bool Superseded { get; init; }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    public byte[] ReadPayload()
    {
        using var source = new GZipStream(new MemoryStream(Payload), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }
}

internal sealed class ObservationConfiguration : IEntityTypeConfiguration<Observation>
{
    public void Configure(EntityTypeBuilder<Observation> builder)
    {
        builder.ToTable("observation");
        builder.HasKey(observation => observation.Id);
        builder.Property(observation => observation.Id).ValueGeneratedNever();
        builder.Property(observation => observation.Source).HasMaxLength(32);
        builder.Property(observation => observation.Tool).HasMaxLength(64);
        builder.Property(observation => observation.Arguments).HasColumnType("jsonb");
        builder.Property(observation => observation.Status).HasEnumText(16);
        builder.Property(observation => observation.Summary).HasMaxLength(1000);
        builder.Property(observation => observation.ContentType).HasMaxLength(100);
        builder.Property(observation => observation.Sha256).HasMaxLength(64);
        builder.HasIndex(observation => new { observation.SessionId, observation.Number }).IsUnique();
    }
}
