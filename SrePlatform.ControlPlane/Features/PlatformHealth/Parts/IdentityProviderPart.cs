namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

/// <summary>Whoever signs people in. It tells nobody its version.</summary>
internal sealed class IdentityProviderPart(PartHttp http, IConfiguration configuration) : IPlatformPart
{
    public string Name => "identity_provider";

    public bool IsConfigured => Authority is not null;

    private string? Authority => configuration["Authentication:Authority"] is { Length: > 0 } authority ? authority.TrimEnd('/') : null;

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => http.CheckAsync($"{Authority}/.well-known/openid-configuration", null, cancellationToken);

    public Task<PartDescription> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(new PartDescription());
}
