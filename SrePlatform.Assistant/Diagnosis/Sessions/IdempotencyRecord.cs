using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.Assistant.Diagnosis.Sessions;

/// <summary>The answer given to a request that carried an Idempotency-Key: the same request gets it again.</summary>
internal sealed class IdempotencyRecord
{
    public required string Caller { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of route and body, in hexadecimal.</summary>
    public required string RequestHash { get; init; }
    public required int StatusCode { get; init; }
    public required string Location { get; init; }
    public required string Response { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_record");
        builder.HasKey(record => new { record.Caller, record.Key });
        builder.Property(record => record.Caller).HasMaxLength(200);
        builder.Property(record => record.Key).HasMaxLength(200);
        builder.Property(record => record.RequestHash).HasMaxLength(64);
        builder.Property(record => record.Location).HasMaxLength(300);
        builder.HasIndex(record => record.CreatedAt);
    }
}
