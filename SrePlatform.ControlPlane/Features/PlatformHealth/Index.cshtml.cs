using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.PlatformHealth;

/// <summary>How the platform itself does; asked again every few seconds while it is looked at.</summary>
[Authorize(Policies.Administer)]
internal sealed class IndexModel(ReadPlatform platform, Texts texts) : PageModel
{
    public PlatformReport Report { get; private set; } = null!;

    public bool KnowsQueues => Report.Queues.Any(queue => queue.Unavailable is null);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Report = await platform.RunAsync(cancellationToken);
        return this.PageOrFragment("_Report");
    }

    /// <summary>How it does, in one sentence.</summary>
    public string State()
    {
        var away = Report.Parts.Count(part => part.State is PartState.Unavailable);
        return away == 0 ? texts["platformhealth.state.well"] : texts.Count("platformhealth.state.away", away);
    }
}
