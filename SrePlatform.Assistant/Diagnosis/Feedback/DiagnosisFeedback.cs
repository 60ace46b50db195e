using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Diagnosis.Feedback;

/// <summary>Whether acting on a diagnosis fixed it, or would have.</summary>
internal enum Grade
{
    Yes,
    Partly,
    No,

    /// <summary>Acting on it would have made things worse.</summary>
    Harmful,
}

/// <summary>What one person thinks of one diagnosis; grading again replaces it.</summary>
internal sealed class DiagnosisFeedback
{
    private DiagnosisFeedback()
    {
    }

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public Grade Grade { get; private set; }

    /// <summary>The service, or whatever else, that was the cause indeed.</summary>
    public string? CorrectedCause { get; private set; }
    public string? Comment { get; private set; }
    public string GradedBy { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Somebody has checked it: it may be learned from.</summary>
    public bool Reviewed { get; private set; }

    public static DiagnosisFeedback By(Guid id, Guid sessionId, string gradedBy, DateTimeOffset at) => new() { Id = id, SessionId = sessionId, GradedBy = gradedBy, CreatedAt = at };

    public void Set(Grade grade, string? correctedCause, string? comment, bool reviewed, DateTimeOffset at)
    {
        Grade = grade;
        CorrectedCause = correctedCause;
        Comment = comment;
        Reviewed = reviewed;
        UpdatedAt = at;
    }
}

internal sealed class DiagnosisFeedbackConfiguration : IEntityTypeConfiguration<DiagnosisFeedback>
{
    public void Configure(EntityTypeBuilder<DiagnosisFeedback> builder)
    {
        builder.ToTable("feedback");
        builder.HasKey(feedback => feedback.Id);
        builder.Property(feedback => feedback.Id).ValueGeneratedNever();
        builder.Property(feedback => feedback.Grade).HasEnumText(16);
        builder.Property(feedback => feedback.CorrectedCause).HasMaxLength(200);
        builder.Property(feedback => feedback.Comment).HasMaxLength(4000);
        builder.Property(feedback => feedback.GradedBy).HasMaxLength(200);
        builder.HasIndex(feedback => new { feedback.SessionId, feedback.GradedBy }).IsUnique();
        builder.HasOne<DiagnosisSession>().WithMany().HasForeignKey(feedback => feedback.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
