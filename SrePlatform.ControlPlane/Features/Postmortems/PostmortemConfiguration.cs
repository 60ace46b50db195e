using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Postmortems;

internal sealed class PostmortemConfiguration : IEntityTypeConfiguration<Postmortem>, IEntityTypeConfiguration<ActionItem>
{
    public void Configure(EntityTypeBuilder<Postmortem> builder)
    {
        builder.ToTable("postmortem");
        builder.HasKey(postmortem => postmortem.Id);
        builder.Property(postmortem => postmortem.Id).ValueGeneratedNever();
        builder.Property(postmortem => postmortem.Number).UseSequence("postmortem_number");
        builder.HasIndex(postmortem => postmortem.Number).IsUnique();
        builder.Property(postmortem => postmortem.Title).HasMaxLength(Postmortem.LongestTitle);
        builder.Property(postmortem => postmortem.Services).HasColumnType("text[]");
        builder.Property(postmortem => postmortem.Rules).HasColumnType("text[]");
        builder.Property(postmortem => postmortem.Writers).HasColumnType("text[]");
        builder.Property(postmortem => postmortem.CauseService).HasMaxLength(128);
        builder.Property(postmortem => postmortem.Language).HasMaxLength(16);
        builder.Property(postmortem => postmortem.Items).HasJsonb();
        builder.Property(postmortem => postmortem.Author).HasMaxLength(200);
        builder.Property(postmortem => postmortem.AuthorId).HasMaxLength(200);
        builder.Property(postmortem => postmortem.UpdatedBy).HasMaxLength(200);
        builder.Property(postmortem => postmortem.Reviewer).HasMaxLength(200);
        builder.Property(postmortem => postmortem.ReviewNote).HasMaxLength(2000);
        builder.Property(postmortem => postmortem.Version).IsRowVersion();
        builder.Property(postmortem => postmortem.Search).HasComputedColumnSql(
            "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'C')", stored: true);
        builder.Ignore(postmortem => postmortem.Reference);
        builder.Ignore(postmortem => postmortem.IsEditable);
        builder.HasIndex(postmortem => postmortem.IncidentId).IsUnique();
        builder.HasIndex(postmortem => new { postmortem.CreatedAt, postmortem.Id });
        builder.HasIndex(postmortem => new { postmortem.CauseService, postmortem.CauseKind });
        builder.HasIndex(postmortem => postmortem.Search).HasMethod("gin");
        builder.HasOne<Incident>().WithMany().HasForeignKey(postmortem => postmortem.IncidentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ActionItem> builder)
    {
        builder.ToTable("postmortem_action");
        builder.HasKey(item => item.Id);
        builder.Property(item => item.Id).ValueGeneratedNever();
        builder.Property(item => item.Title).HasMaxLength(ActionItem.LongestTitle);
        builder.Property(item => item.Because).HasMaxLength(200);
        builder.Property(item => item.Owner).HasMaxLength(200);
        builder.Property(item => item.CreatedBy).HasMaxLength(200);
        builder.Property(item => item.EndedBy).HasMaxLength(200);
        builder.Property(item => item.Version).IsRowVersion();
        builder.HasIndex(item => item.PostmortemId);
        builder.HasIndex(item => new { item.DueOn, item.Id }).HasFilter("state = 'open'");
        builder.HasOne<Postmortem>().WithMany().HasForeignKey(item => item.PostmortemId).OnDelete(DeleteBehavior.Cascade);
    }
}
