using System.Globalization;

namespace SrePlatform.Assistant.Tools.ControlPlane;

/// <summary>Paths with query strings of the Control Plane's lists.</summary>
internal static class ListPath
{
    public const int MaximumItems = 200;

    public static string Of(string list, params (string Name, string? Value)[] parameters) =>
        $"/api/v1/{list}?" + string.Join('&', parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Limit => MaximumItems.ToString(CultureInfo.InvariantCulture);
}
