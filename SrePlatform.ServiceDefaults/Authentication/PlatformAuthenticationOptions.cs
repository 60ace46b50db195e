using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ServiceDefaults.Authentication;

/// <summary>The realm that a service trusts and its own client there; section <c>Authentication</c>.</summary>
public sealed class PlatformAuthenticationOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Authentication";

    /// <summary>The realm's address, which is also the issuer of its tokens.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Authentication:Authority is missing: set it to the realm's address, for example http://localhost:8080/realms/sre-platform.")]
    public string Authority { get; set; } = "";

    /// <summary>What tokens for this service carry in <c>aud</c>.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Authentication:Audience is missing: set it to this service's name in the realm.")]
    public string Audience { get; set; } = "";

    /// <summary>This service's own client in the realm.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client's secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Whether the realm may be reached by https only.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>The realm's discovery document.</summary>
    public Uri DiscoveryAddress => new($"{Authority.TrimEnd('/')}/.well-known/openid-configuration");
}
