using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SrePlatform.ControlPlane.Features.Account;

/// <summary>What a person sees whose roles do not reach.</summary>
[AllowAnonymous]
internal sealed class AccessDeniedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}

/// <summary>What a person sees after signing out.</summary>
[AllowAnonymous]
internal sealed class SignedOutModel : PageModel;

/// <summary>What a person sees whose sign-in did not come to an end.</summary>
[AllowAnonymous]
internal sealed class SignInFailedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status400BadRequest;
}
