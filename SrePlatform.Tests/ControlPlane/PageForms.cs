using System.Net;
using System.Text.RegularExpressions;

namespace SrePlatform.Tests.ControlPlane;

/// <summary>Posts forms as a browser does: with the antiforgery cookie and token of a page it was shown.</summary>
internal static partial class PageForms
{
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string page, string action, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        using var shown = await browser.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
        var token = WebUtility.HtmlDecode(Token().Match(await shown.Content.ReadAsStringAsync(cancellationToken)).Groups[1].Value);
        var session = browser.DefaultRequestHeaders.GetValues("Cookie").Single();
        var antiforgery = shown.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(cookie => cookie.Split(';')[0]) : [];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(action, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Cookie", string.Join("; ", [session, .. antiforgery]));
        return await browser.SendAsync(request, cancellationToken);
    }

    [GeneratedRegex("<meta name=\"csrf\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
