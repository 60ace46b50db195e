using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.Assistant.Diagnosis.Sessions;

/// <summary>The result of a session: at most one, by its key.</summary>
internal sealed class Analysis
{
    public required Guid SessionId { get; init; }
    public Guid? IncidentId { get; init; }
    public int? Generation { get; init; }
    public required string Verdict { get; init; }
    public required double Confidence { get; init; }
    public required string Headline { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The analysis document, schema_version 1.</summary>
    public required string Document { get; init; }
}

internal sealed class AnalysisConfiguration : IEntityTypeConfiguration<Analysis>
{
    public void Configure(EntityTypeBuilder<Analysis> builder)
    {
        builder.ToTable("analysis");
        builder.HasKey(analysis => analysis.SessionId);
        builder.Property(analysis => analysis.SessionId).ValueGeneratedNever();
        builder.Property(analysis => analysis.Verdict).HasMaxLength(32);
        builder.Property(analysis => analysis.Headline).HasMaxLength(1000);
        builder.Property(analysis => analysis.Document).HasColumnType("jsonb");
        builder.HasIndex(analysis => new { analysis.IncidentId, analysis.Generation });
        builder.HasOne<DiagnosisSession>().WithOne().HasForeignKey<Analysis>(analysis => analysis.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
