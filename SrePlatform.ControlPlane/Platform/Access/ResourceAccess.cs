using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SrePlatform.ControlPlane.Platform.Access;

/// <summary>
/// A row of the view <c>control.resource_access</c>: a resource, its service, and one who sees it: <c>t:</c> and the owner team,
/// or <c>g:</c> and a group that the resource is in. Queries join it to a <see cref="Scope"/>'s grantees.
/// </summary>
internal sealed class ResourceAccess
{
    private ResourceAccess()
    {
    }

    public Guid ResourceId { get; private set; }

    public string Service { get; private set; } = "";

    public string Grantee { get; private set; } = "";

    public static string OfTeam(string team) => "t:" + team;

    public static string OfGroup(Guid group) => "g:" + group;
}

internal sealed class ResourceAccessConfiguration : IEntityTypeConfiguration<ResourceAccess>
{
    // The view is made by Persistence/Sql/040_access.sql. Declared as a table, since EF writes a snapshot that it cannot read for a view in a default schema.
    public void Configure(EntityTypeBuilder<ResourceAccess> builder) => builder.HasNoKey().ToTable("resource_access", table => table.ExcludeFromMigrations());
}
