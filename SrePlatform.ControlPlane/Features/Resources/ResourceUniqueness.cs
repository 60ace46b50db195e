using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>The database decides whether a name is free: two people may save at once.</summary>
internal static class ResourceUniqueness
{
    public static readonly ResourceInvalid NameTaken = new([new InvalidField("name", "taken")]);

    public static bool IsNameTaken(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "resource" };
}
