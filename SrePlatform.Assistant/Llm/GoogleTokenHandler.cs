using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;

namespace SrePlatform.Assistant.Llm;

/// <summary>Signs calls to Vertex AI with the application's default credentials; tokens are renewed before they expire.</summary>
internal sealed class GoogleTokenHandler(Func<CancellationToken, Task<ITokenAccess>> credentials) : DelegatingHandler
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly SemaphoreSlim _once = new(1);
    private ITokenAccess? _known;

    /// <summary>Credentials from GOOGLE_APPLICATION_CREDENTIALS, the gcloud login or the machine's service account.</summary>
    public static async Task<ITokenAccess> DefaultAsync(CancellationToken cancellationToken) =>
        (await GoogleCredential.GetApplicationDefaultAsync(cancellationToken)).CreateScoped(Scope);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var access = await AccessAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await access.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _once.Dispose();
        base.Dispose(disposing);
    }

    private async Task<ITokenAccess> AccessAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            return _known ??= await credentials(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }
}
