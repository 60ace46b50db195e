using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace SrePlatform.ControlPlane.Persistence;

/// <summary>The schema <c>control</c>. Entities and their mappings live with their features; contexts are pooled and hold no state.</summary>
internal sealed class SreDbContext(DbContextOptions<SreDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public const string Schema = "control";

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_key");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SreDbContext).Assembly);
        EnumsAsText.Apply(modelBuilder);
    }
}
