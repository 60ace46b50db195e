using System.Net.Http.Headers;
using System.Text;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Basic authentication, as VictoriaMetrics and vmalert want it.</summary>
internal static class VictoriaMetricsCredentials
{
    public static AuthenticationHeaderValue? Of(string? username, string? password) =>
        string.IsNullOrEmpty(username)
            ? null
            : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
}
