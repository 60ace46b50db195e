using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Export;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>What was told to whom, with every attempt.</summary>
internal sealed class IndexModel(ReadDeliveries deliveries, ResendDelivery resend, IAuthorizationService authorization, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<DeliveryView> Rows { get; private set; } = new([], null);

    public Dictionary<DeliveryStatus, int> Counts { get; } = [];

    public bool MayOperate { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Channel);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        MayOperate = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        var filter = Filter(out var page);
        Rows = await deliveries.ListAsync(HttpContext.Scope(), filter, page, cancellationToken);
        foreach (var status in Enum.GetValues<DeliveryStatus>())
        {
            Counts[status] = await deliveries.CountAsync(HttpContext.Scope(), filter with { Status = status }, cancellationToken);
        }

        return Page();
    }

    public IActionResult OnGetExport(CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        var filter = Filter(out _);
        var rows = Csv.PartsAsync(page => deliveries.ListAsync(scope, filter, page, cancellationToken), cancellationToken).Select(row => new object?[]
        {
            row.CreatedAt, row.Status, row.Kind, row.Reason, row.Channel, row.Recipient, row.Strategy, row.IncidentNumber is { } number ? $"INC-{number}" : "", row.Attempts, row.DoneAt, row.LastError,
        });
        return new CsvFile("notifications.csv", ["created_at", "status", "kind", "reason", "channel", "recipient", "strategy", "incident", "attempts", "done_at", "last_error"], rows);
    }

    public async Task<IActionResult> OnPostResendAsync(Guid id, CancellationToken cancellationToken)
    {
        var failure = (await resend.RunAsync(HttpContext.Scope(), id, Actor.From(User), cancellationToken)).Failure;
        return failure is NotFoundFailure ? NotFound() : this.Done("/notifications", failure is null ? texts["notifications.said.resent"] : texts.Say(failure));
    }

    private DeliveryFilter Filter(out PageRequest page)
    {
        var read = new QueryReader();
        page = read.Page(null, Cursor);
        return new DeliveryFilter(read.Choice<DeliveryStatus>("status", Status), read.Id("channel", Channel), null);
    }
}
