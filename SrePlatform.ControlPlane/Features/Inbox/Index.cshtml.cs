using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Inbox;

/// <summary>The notification centre: as a page, and as the bell in the top bar.</summary>
[OwnAccount]
internal sealed class IndexModel(ReadInbox inbox, Texts texts) : PageModel
{
    public InboxView View { get; private set; } = new([], DateTimeOffset.MinValue);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        View = await inbox.RunAsync(HttpContext.Scope(), Actor.From(User), cancellationToken);
        return this.PageOrFragment("_Bell");
    }

    public async Task<IActionResult> OnPostReadAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        await inbox.MarkReadAsync(Actor.From(User), until, cancellationToken);
        return this.Done("/inbox", texts["inbox.marked"]);
    }
}
