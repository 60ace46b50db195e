using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>The strategies: who is told of what.</summary>
[Authorize(Policies.Manage)]
internal sealed class StrategiesModel(SreDbContext context, SaveStrategy save, Texts texts) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<NotificationStrategy> Rows { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Channels { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await context.Set<NotificationStrategy>().AsNoTracking().OrderBy(strategy => strategy.Name).Take(Most).ToListAsync(cancellationToken);
        Channels = await context.Set<NotificationChannel>().AsNoTracking().Take(Most).ToDictionaryAsync(channel => channel.Id, channel => channel.Name, cancellationToken);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, Actor.From(User), cancellationToken)).Failure is null ? this.Done("/notifications/strategies", texts["notifications.said.deleted"]) : NotFound();
}
