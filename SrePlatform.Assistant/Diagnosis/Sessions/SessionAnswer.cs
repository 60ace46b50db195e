using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.Assistant.Diagnosis.Sessions;

/// <summary>The result of a session that answers a question rather than diagnosing: at most one, by its key.</summary>
internal sealed class SessionAnswer
{
    public required Guid SessionId { get; init; }
    public required string Headline { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer as the API returns it.</summary>
    public required string Document { get; init; }
}

internal sealed class SessionAnswerConfiguration : IEntityTypeConfiguration<SessionAnswer>
{
    public void Configure(EntityTypeBuilder<SessionAnswer> builder)
    {
        builder.ToTable("answer");
        builder.HasKey(answer => answer.SessionId);
        builder.Property(answer => answer.SessionId).ValueGeneratedNever();
        builder.Property(answer => answer.Headline).HasMaxLength(1000);
        builder.Property(answer => answer.Document).HasColumnType("jsonb");
        builder.HasOne<DiagnosisSession>().WithOne().HasForeignKey<SessionAnswer>(answer => answer.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
