using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Llm;

/// <summary>What came of one call to a language model.</summary>
internal enum ModelCallStatus
{
    /// <summary>It answered.</summary>
    Ok,

    /// <summary>The same question had been answered before; nothing was sent.</summary>
    Cached,

    /// <summary>It did not answer, or not in time.</summary>
    Failed,

    /// <summary>A budget was spent; nothing was sent.</summary>
    OverBudget,
}

/// <summary>One call to a language model in the course of a session: who asked, what it took, and the redacted words of both sides.</summary>
internal sealed class ModelCall
{
    public required Guid Id { get; init; }
    public required Guid SessionId { get; init; }

    /// <summary>Counts from 1 within the session.</summary>
    public required int Number { get; init; }

    /// <summary>The agent that asked.</summary>
    public required string Agent { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required ModelCallStatus Status { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required int DurationMs { get; init; }
    public required long InputTokens { get; init; }
    public required long OutputTokens { get; init; }

    /// <summary>By the price table; null where the model has no price there.</summary>
    public decimal? CostUsd { get; init; }
    public string? Error { get; init; }

    /// <summary>What was sent, redacted and bounded.</summary>
    public required string Request { get; init; }

    /// <summary>What came back, redacted and bounded.</summary>
    public required string Response { get; init; }
}

internal sealed class ModelCallConfiguration : IEntityTypeConfiguration<ModelCall>
{
    public void Configure(EntityTypeBuilder<ModelCall> builder)
    {
        builder.ToTable("model_call");
        builder.HasKey(call => call.Id);
        builder.Property(call => call.Id).ValueGeneratedNever();
        builder.Property(call => call.Agent).HasMaxLength(32);
        builder.Property(call => call.Provider).HasMaxLength(32);
        builder.Property(call => call.Model).HasMaxLength(200);
        builder.Property(call => call.Status).HasEnumText(16);
        builder.Property(call => call.CostUsd).HasPrecision(14, 8);
        builder.Property(call => call.Error).HasMaxLength(1000);
        builder.HasIndex(call => new { call.SessionId, call.Number }).IsUnique();
        builder.HasIndex(call => call.StartedAt);
    }
}
