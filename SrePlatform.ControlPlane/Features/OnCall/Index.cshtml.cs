using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Who is on call now and next, and the escalation policies.</summary>
internal sealed class IndexModel(ReadOnCall onCall, SreDbContext context, SavePolicy policies, IAuthorizationService authorization, TimeProvider time, Texts texts) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<OnCallNow> Now { get; private set; } = [];

    public IReadOnlyList<EscalationPolicy> Policies { get; private set; } = [];

    public bool MayManage { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        MayManage = (await authorization.AuthorizeAsync(User, Platform.Auth.Policies.Manage)).Succeeded;
        Now = await onCall.AtAsync(null, time.GetUtcNow(), cancellationToken);
        Policies = await context.Set<EscalationPolicy>().AsNoTracking().OrderBy(policy => policy.Name).Take(Most).ToListAsync(cancellationToken);
    }

    public string RotationOf(EscalationLevel level) => Now.FirstOrDefault(rotation => rotation.RotationId == level.RotationId)?.Rotation ?? "–";

    public async Task<IActionResult> OnPostDeletePolicyAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Platform.Auth.Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var failure = (await policies.DeleteAsync(id, Actor.From(User), cancellationToken)).Failure;
        return failure is NotFoundFailure ? NotFound() : this.Done("/on-call", texts["on_call.said.deleted"]);
    }
}
