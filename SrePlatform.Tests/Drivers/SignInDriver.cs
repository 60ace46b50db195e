using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace SrePlatform.Tests.Drivers;

/// <summary>
/// Signs a person in as a browser and a client would do it, over HTTP: authorization code with PKCE through the provider's own form.
/// One driver is one browser; it works on Keycloak's form as well as on the development provider's.
/// </summary>
internal sealed partial class SignInDriver : IDisposable
{
    private readonly Uri _authority;
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    /// <param name="authority">The realm: <c>http://localhost:8080/realms/sre-platform</c>.</param>
    public SignInDriver(Uri authority)
    {
        _authority = authority;
        Browser = new HttpClient(_handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Browser { get; }

    public Uri AuthorizationEndpoint => Endpoint("auth");

    public Uri TokenEndpoint => Endpoint("token");

    public Uri Endpoint(string name) => new($"{_authority.ToString().TrimEnd('/')}/protocol/openid-connect/{name}");

    /// <summary>An access token of this person for the Control Plane's API.</summary>
    public static async Task<string> AccessTokenAsync(
        Uri authority, Uri controlPlane, string clientSecret, string username, string password, CancellationToken cancellationToken)
    {
        using var driver = new SignInDriver(authority);
        var client = new SignInClient("control-plane", clientSecret, new Uri(controlPlane, "/signin-oidc"));
        return (await driver.SignInAsync(client, username, password, cancellationToken)).AccessToken!;
    }

    public async Task<TokenAnswer> SignInAsync(SignInClient client, string username, string password, CancellationToken cancellationToken)
    {
        var request = AuthorizationRequest.For(client);
        using var answer = await AuthorizeAsync(request, username, password, cancellationToken);
        var code = CodeOf(answer) ?? throw new InvalidOperationException($"No code came back: {(int)answer.StatusCode} {answer.Headers.Location} {await ErrorOf(answer, cancellationToken)}");
        return await RedeemAsync(client, request, code, cancellationToken);
    }

    /// <summary>Opens the sign-in page, fills it in and follows to where the client would be called.</summary>
    public async Task<HttpResponseMessage> AuthorizeAsync(AuthorizationRequest request, string username, string password, CancellationToken cancellationToken)
    {
        var opened = await Browser.GetAsync(request.AddressAt(AuthorizationEndpoint), cancellationToken);
        return opened.StatusCode == HttpStatusCode.OK ? await SubmitAsync(opened, username, password, cancellationToken) : opened;
    }

    public async Task<HttpResponseMessage> SubmitAsync(HttpResponseMessage page, string username, string password, CancellationToken cancellationToken)
    {
        var html = await page.Content.ReadAsStringAsync(cancellationToken);
        var action = WebUtility.HtmlDecode(Action().Match(html).Groups[1].Value);
        var fields = Hidden().Matches(html).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value), StringComparer.Ordinal);
        fields["username"] = username;
        fields["password"] = password;
        using var form = new FormUrlEncodedContent(fields);
        var answer = await Browser.PostAsync(new Uri(page.RequestMessage!.RequestUri!, action), form, cancellationToken);
        while (answer.Headers.Location is { } next && new Uri(_authority, next) is var absolute && absolute.Authority == _authority.Authority)
        {
            answer.Dispose();
            answer = await Browser.GetAsync(absolute, cancellationToken);
        }

        return answer;
    }

    public Task<TokenAnswer> RedeemAsync(SignInClient client, AuthorizationRequest request, string code, CancellationToken cancellationToken) => TokenAsync(new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = client.Id,
        ["client_secret"] = client.Secret,
        ["redirect_uri"] = client.RedirectUri.ToString(),
        ["code"] = code,
        ["code_verifier"] = request.Verifier,
    }, cancellationToken);

    public Task<TokenAnswer> RefreshAsync(SignInClient client, string refreshToken, CancellationToken cancellationToken) => TokenAsync(new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = client.Id,
        ["client_secret"] = client.Secret,
        ["refresh_token"] = refreshToken,
    }, cancellationToken);

    public Task<TokenAnswer> ServiceTokenAsync(string clientId, string secret, CancellationToken cancellationToken) => TokenAsync(new()
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = clientId,
        ["client_secret"] = secret,
    }, cancellationToken);

    public async Task<TokenAnswer> TokenAsync(Dictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(parameters);
        using var response = await Browser.PostAsync(TokenEndpoint, form, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken))! with { Status = response.StatusCode };
    }

    public static string? CodeOf(HttpResponseMessage answer) =>
        answer.Headers.Location is { IsAbsoluteUri: true } location && QueryHelpers.ParseQuery(location.Query).TryGetValue("code", out var code) ? code.ToString() : null;

    public static async Task<string?> ErrorOf(HttpResponseMessage page, CancellationToken cancellationToken) =>
        Alert().Match(await page.Content.ReadAsStringAsync(cancellationToken)) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    public void Dispose()
    {
        Browser.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form[^>]*\\saction=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("role=\"alert\">([^<]*)<")]
    private static partial Regex Alert();
}

/// <summary>A client of the realm, as it knows itself.</summary>
internal sealed record SignInClient(string Id, string Secret, Uri RedirectUri);

/// <summary>One authorization request with its PKCE verifier.</summary>
internal sealed record AuthorizationRequest(Dictionary<string, string?> Parameters, string Verifier)
{
    public static AuthorizationRequest For(SignInClient client)
    {
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return new AuthorizationRequest(new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = client.Id,
            ["redirect_uri"] = client.RedirectUri.ToString(),
            ["scope"] = "openid profile email",
            ["state"] = "state-1",
            ["nonce"] = "nonce-1",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        }, verifier);
    }

    /// <summary>The same request with a parameter set, or without it.</summary>
    public AuthorizationRequest With(string name, string? value)
    {
        var changed = new Dictionary<string, string?>(Parameters) { [name] = value };
        return this with { Parameters = changed.Where(parameter => parameter.Value is not null).ToDictionary(StringComparer.Ordinal) };
    }

    public Uri AddressAt(Uri endpoint) => new(endpoint + QueryString.Create(Parameters).Value);
}

/// <summary>What the token endpoint said.</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("id_token")] string? IdToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("error_description")] string? ErrorDescription)
{
    [JsonIgnore]
    public HttpStatusCode Status { get; init; }
}
