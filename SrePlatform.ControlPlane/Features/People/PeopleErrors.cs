using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.People;

/// <summary>There is no such team.</summary>
internal sealed record TeamNotFound() : NotFoundFailure("team.not_found", "There is no team of this name.");

/// <summary>There is no such group, or the asker does not see it.</summary>
internal sealed record GroupNotFound() : NotFoundFailure("group.not_found", "There is no such group of resources.");

/// <summary>Nobody of this name has signed in yet.</summary>
internal sealed record PersonNotFound() : NotFoundFailure("person.not_found", "Nobody of this name has signed in yet.");

/// <summary>Only managers of the team and administrators may do this.</summary>
internal sealed record NotYourTeam() : ForbiddenFailure("team.not_yours", "Only a manager of this team or an administrator may do that.");

/// <summary>A group with groups below it stays.</summary>
internal sealed record GroupNotEmpty() : ConflictFailure("group.has_groups", "There are groups below this one. Move or delete them first.");
