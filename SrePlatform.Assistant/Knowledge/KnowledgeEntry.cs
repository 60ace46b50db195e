using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Knowledge;

/// <summary>What a piece of knowledge is.</summary>
internal enum KnowledgeKind
{
    Runbook,
    Incident,
    Postmortem,
    Note,
}

/// <summary>Something that people wrote down, or that a reviewed diagnosis taught; found by words, by letters and, for CJK, by pairs of them.</summary>
internal sealed class KnowledgeEntry
{
    private KnowledgeEntry()
    {
    }

    public Guid Id { get; private set; }
    public KnowledgeKind Kind { get; private set; }

    /// <summary>What identifies it where it comes from; storing it again under the same reference replaces it.</summary>
    public string Reference { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string[] Services { get; private set; } = [];

    /// <summary>Pairs of neighbouring CJK letters, as the text search configuration <c>simple</c> does not segment them.</summary>
    public string Grams { get; private set; } = "";
    public NpgsqlTsVector Search { get; private set; } = NpgsqlTsVector.Empty;
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>It is not found any more from then on.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public static KnowledgeEntry New(Guid id, KnowledgeKind kind, string reference, DateTimeOffset at) => new() { Id = id, Kind = kind, Reference = reference, CreatedAt = at };

    public void Write(string title, string body, IEnumerable<string> services, string grams, DateTimeOffset at)
    {
        (Title, Body, Grams, UpdatedAt, RetiredAt) = (title, body, grams, at, null);
        Services = [.. services.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public void Retire(DateTimeOffset at) => RetiredAt ??= at;
}

internal sealed class KnowledgeEntryConfiguration : IEntityTypeConfiguration<KnowledgeEntry>
{
    public void Configure(EntityTypeBuilder<KnowledgeEntry> builder)
    {
        builder.ToTable("knowledge");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Kind).HasEnumText(16);
        builder.Property(entry => entry.Reference).HasMaxLength(300);
        builder.Property(entry => entry.Title).HasMaxLength(300);
        builder.Property(entry => entry.Search).HasComputedColumnSql(
            "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', grams), 'B') || setweight(to_tsvector('simple', body), 'C')", stored: true);
        builder.HasIndex(entry => entry.Search).HasMethod("gin");
        builder.HasIndex(entry => new { entry.Kind, entry.Reference }).IsUnique();
        builder.HasIndex(entry => new { entry.UpdatedAt, entry.Id });
    }
}
