using System.Text.RegularExpressions;

namespace SrePlatform.ControlPlane.Features.People.Teams;

/// <summary>What a team or a group may be called: what a resource's team may be, since that is what it is compared with.</summary>
internal static partial class TeamNames
{
    public const int Longest = 64;
    public const int LongestDescription = 500;

    public static bool IsValid(string? name) => name is { Length: > 0 and <= Longest } && Allowed().IsMatch(name);

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._:/@()+-]*[\p{L}\p{M}\p{N})])?\z")]
    private static partial Regex Allowed();
}
