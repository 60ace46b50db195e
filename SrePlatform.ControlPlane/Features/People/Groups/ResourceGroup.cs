namespace SrePlatform.ControlPlane.Features.People.Groups;

/// <summary>Resources that belong together, and that other teams may be let see. A grant reaches all groups below.</summary>
internal sealed class ResourceGroup
{
    private ResourceGroup()
    {
    }

    public ResourceGroup(string name, string team, Guid? parentId, string? description, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name;
        Team = team;
        ParentId = parentId;
        Description = description;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The team whose managers say what is in it; its people see all that is.</summary>
    public string Team { get; private set; } = "";

    public Guid? ParentId { get; private set; }

    public string? Description { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public uint Version { get; private set; }

    public void Edit(string name, string team, Guid? parentId, string? description)
    {
        Name = name;
        Team = team;
        ParentId = parentId;
        Description = description;
    }
}

/// <summary>A resource in a group.</summary>
internal sealed class ResourceGroupMember
{
    private ResourceGroupMember()
    {
    }

    public ResourceGroupMember(Guid groupId, Guid resourceId)
    {
        GroupId = groupId;
        ResourceId = resourceId;
    }

    public Guid GroupId { get; private set; }

    public Guid ResourceId { get; private set; }
}

/// <summary>Another team that sees what is in a group and below it.</summary>
internal sealed class ResourceGroupGrant
{
    private ResourceGroupGrant()
    {
    }

    public ResourceGroupGrant(Guid groupId, string team, DateTimeOffset now)
    {
        GroupId = groupId;
        Team = team;
        GrantedAt = now;
    }

    public Guid GroupId { get; private set; }

    public string Team { get; private set; } = "";

    public DateTimeOffset GrantedAt { get; private set; }
}
