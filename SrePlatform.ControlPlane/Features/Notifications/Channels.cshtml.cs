using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>The channels: test them, open them, delete what nobody uses.</summary>
[Authorize(Policies.Manage)]
internal sealed class ChannelsModel(SreDbContext context, TestChannel test, SaveChannel save, Texts texts) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<NotificationChannel> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Rows = await context.Set<NotificationChannel>().AsNoTracking().OrderBy(channel => channel.Name).Take(Most).ToListAsync(cancellationToken);

    public async Task<IActionResult> OnPostTestAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await test.RunAsync(id, Actor.From(User), cancellationToken)).TryGet(out var result, out _))
        {
            return NotFound();
        }

        return this.Done("/notifications/channels", texts[result.Succeeded ? "notifications.said.tested" : "notifications.said.test_failed", ("answer", result.Detail)]);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var failure = (await save.DeleteAsync(id, Actor.From(User), cancellationToken)).Failure;
        return failure is NotFoundFailure ? NotFound() : this.Done("/notifications/channels", failure switch
        {
            null => texts["notifications.said.deleted"],
            ChannelInUse used => texts["notifications.said.in_use", ("strategies", string.Join(texts["diagnosis.list_separator"], used.Strategies))],
            _ => texts.Say(failure),
        });
    }
}
