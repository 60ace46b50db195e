namespace SrePlatform.ControlPlane.Features.People.Teams;

/// <summary>What somebody is in a team; the role in the realm limits it.</summary>
internal enum TeamRole
{
    /// <summary>Sees what the team sees.</summary>
    Member,

    /// <summary>Also changes what the team owns, with the realm role <c>team_manager</c>.</summary>
    Manager,
}

/// <summary>People who own resources together. Resources name their team, and series carry it as a label, so the name stays.</summary>
internal sealed class Team
{
    private Team()
    {
    }

    public Team(string name, string? description, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name;
        Description = description;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public uint Version { get; private set; }

    public void Describe(string? description) => Description = description;
}

/// <summary>Somebody in a team, put there by hand. Who is there by a group of the identity provider has no row.</summary>
internal sealed class TeamMember
{
    private TeamMember()
    {
    }

    public TeamMember(Guid teamId, string sub, TeamRole role, DateTimeOffset now)
    {
        TeamId = teamId;
        Sub = sub;
        Role = role;
        AddedAt = now;
    }

    public Guid TeamId { get; private set; }

    /// <summary>Of the person's profile.</summary>
    public string Sub { get; private set; } = "";

    public TeamRole Role { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    public void Become(TeamRole role) => Role = role;
}
