using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.People.Users;

/// <summary>What one person may see and do, and by what.</summary>
[Authorize(Policies.Administer)]
internal sealed class DetailsModel(ReadUsers users) : PageModel
{
    public EffectiveAccess Access { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? sub, CancellationToken cancellationToken)
    {
        if (sub is null || sub.Contains('\0', StringComparison.Ordinal) || await users.AccessAsync(sub, cancellationToken) is not { } access)
        {
            return NotFound();
        }

        Access = access;
        return Page();
    }
}
