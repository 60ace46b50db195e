using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>A file that somebody uploaded, kept for a day so that what is applied is what was previewed.</summary>
internal sealed class ResourceImport
{
    public const int LongestFileName = 200;

    private ResourceImport()
    {
    }

    public Guid Id { get; private set; }

    public string FileName { get; private set; } = "";

    public string Content { get; private set; } = "";

    /// <summary>Subject of the person who uploaded it; nobody else sees it.</summary>
    public string CreatedById { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>How each row ended; none until it was applied.</summary>
    public IReadOnlyList<ImportedRow> Results { get; private set; } = [];

    /// <summary>PostgreSQL's <c>xmin</c>: it is applied once.</summary>
    public uint Version { get; private set; }

    public static ResourceImport Create(string fileName, string content, Actor by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        FileName = fileName.Length <= LongestFileName ? fileName : fileName[..LongestFileName],
        Content = content,
        CreatedById = by.Id,
        CreatedAt = now,
    };

    public void Apply(DateTimeOffset now) => AppliedAt = now;

    public void Note(IReadOnlyList<ImportedRow> results) => Results = results;
}

/// <summary>How one row ended.</summary>
/// <param name="Errors">Of a refused row, as a reader of the API would see them.</param>
internal sealed record ImportedRow(int Line, string? Name, Guid? ResourceId, ImportDecision Decision, IReadOnlyList<InvalidField> Errors, IReadOnlyList<string> Changed);

internal sealed class ResourceImportConfiguration : IEntityTypeConfiguration<ResourceImport>
{
    public void Configure(EntityTypeBuilder<ResourceImport> builder)
    {
        builder.ToTable("resource_import");
        builder.HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileName).HasMaxLength(ResourceImport.LongestFileName);
        builder.Property(import => import.CreatedById).HasMaxLength(200);
        builder.Property(import => import.Results).HasJsonb();
        builder.Property(import => import.Version).IsRowVersion();
        builder.HasIndex(import => import.CreatedAt);
    }
}
