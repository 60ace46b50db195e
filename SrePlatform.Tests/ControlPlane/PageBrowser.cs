using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace SrePlatform.Tests.ControlPlane;

/// <summary>A signed-in person whose browser keeps one antiforgery token for many forms.</summary>
internal sealed partial class PageBrowser(HttpClient client, string cookies, string token)
{
    public static async Task<PageBrowser> OpenAsync(ControlPlaneHost host, params string[] roles)
    {
        var client = host.SignedIn(roles);
        var session = client.DefaultRequestHeaders.GetValues("Cookie").Single();
        client.DefaultRequestHeaders.Remove("Cookie");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/alerts");
        request.Headers.Add("Cookie", session);
        using var shown = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        var given = shown.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(cookie => cookie.Split(';')[0]) : [];
        return new PageBrowser(client, string.Join("; ", [session, .. given]), WebUtility.HtmlDecode(Token().Match(html).Groups[1].Value));
    }

    public Task<HttpResponseMessage> GetAsync(string url, bool fragment = false) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url), fragment);

    public Task<HttpResponseMessage> PostAsync(string url, IReadOnlyDictionary<string, string> form, bool fragment = false) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent([.. form, new("__RequestVerificationToken", token)]) }, fragment);

    /// <summary>Posts a form with a file in it.</summary>
    public Task<HttpResponseMessage> UploadAsync(string url, string field, string fileName, string content)
    {
#pragma warning disable CA2000 // The request disposes of its content.
        var form = new MultipartFormDataContent { { new StringContent(content), field, fileName }, { new StringContent(token), "__RequestVerificationToken" } };
#pragma warning restore CA2000
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, url) { Content = form }, fragment: false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool fragment)
    {
        request.Headers.Add("Cookie", cookies);
        request.Headers.Add("Accept", "text/html");
        if (fragment)
        {
            request.Headers.Add("HX-Request", "true");
        }

        using (request)
        {
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("<meta name=\"csrf\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
