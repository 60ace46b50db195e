using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Views;

/// <summary>A list with the filters that somebody wants again: its address under a name.</summary>
internal sealed class SavedView
{
    public const int LongestName = 80;
    public const int LongestQuery = 2_000;

    private SavedView()
    {
    }

    public SavedView(string sub, string page, string name, string query, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Sub = sub;
        Page = page;
        Name = name;
        Query = query;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    /// <summary>Whose it is.</summary>
    public string Sub { get; private set; } = "";

    /// <summary>Address of the list, without its query.</summary>
    public string Page { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The query, with its question mark.</summary>
    public string Query { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public string Address => Page + Query;
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_view");
        builder.HasKey(view => view.Id);
        builder.Property(view => view.Id).ValueGeneratedNever();
        builder.Property(view => view.Sub).HasMaxLength(200);
        builder.Property(view => view.Page).HasMaxLength(200);
        builder.Property(view => view.Name).HasMaxLength(SavedView.LongestName);
        builder.Property(view => view.Query).HasMaxLength(SavedView.LongestQuery);
        builder.Ignore(view => view.Address);
        builder.HasOne<UserProfile>().WithMany().HasForeignKey(view => view.Sub).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(view => new { view.Sub, view.Page, view.Name }).IsUnique();
    }
}
