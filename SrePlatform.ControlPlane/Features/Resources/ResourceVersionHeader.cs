using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>The version of a resource as an entity tag.</summary>
internal static class ResourceVersionHeader
{
    public static void Write(HttpResponse response, Resource resource) =>
        response.Headers.ETag = $"\"{resource.Version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The version of <c>If-Match</c>, or else the one given otherwise; null if there is neither.</summary>
    public static uint? Read(HttpRequest request, uint? otherwise) =>
        request.Headers[HeaderNames.IfMatch].ToString().Trim().Trim('"') is { Length: > 0 } tag
            ? uint.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null
            : otherwise;
}
