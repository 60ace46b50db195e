using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Diagnosis.Sessions;

internal enum EnrichmentState
{
    Pending,
    Done,
    Abandoned,
}

/// <summary>
/// What a language model may still add to an analysis that is stored already. Written in the transaction that stored it, worked on under
/// a lease in database time; when it fails for good, the analysis stands as it is.
/// </summary>
internal sealed class Enrichment
{
    private Enrichment()
    {
    }

    public Guid SessionId { get; private set; }
    public EnrichmentState State { get; private set; }
    public int Attempt { get; private set; }
    public DateTimeOffset LeaseUntil { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static Enrichment For(Guid sessionId, DateTimeOffset at) => new() { SessionId = sessionId, CreatedAt = at, LeaseUntil = at };

    public void Claim(DateTimeOffset at, TimeSpan lease)
    {
        Attempt++;
        LeaseUntil = at + lease;
    }

    public void End(EnrichmentState state) => State = state;
}

internal sealed class EnrichmentConfiguration : IEntityTypeConfiguration<Enrichment>
{
    public void Configure(EntityTypeBuilder<Enrichment> builder)
    {
        builder.ToTable("enrichment");
        builder.HasKey(enrichment => enrichment.SessionId);
        builder.Property(enrichment => enrichment.SessionId).ValueGeneratedNever();
        builder.Property(enrichment => enrichment.State).HasEnumText(16);
        builder.HasIndex(enrichment => enrichment.LeaseUntil).HasFilter("state = 'pending'");
        builder.HasOne<DiagnosisSession>().WithOne().HasForeignKey<Enrichment>(enrichment => enrichment.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
