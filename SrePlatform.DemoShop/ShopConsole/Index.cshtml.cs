using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>The one page of the console; <c>?handler=Live</c> is the part of it that changes.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class IndexModel(ServiceControl control, FaultSwitchboard switchboard, CustomerView customers, IConfiguration configuration) : PageModel
{
    public IReadOnlyList<(ShopService Service, ServiceState? State)> Services { get; private set; } = [];

    public (double PerSecond, double ErrorShare, double? P95Seconds) Customers { get; private set; }

    public string? PlatformUrl => configuration["ControlPlane:PublicUrl"];

    /// <summary>What was done before this page was shown: a word from a fixed list, and the fault it was done to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Said { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Fault { get; set; }

    public ServiceState? StateOf(ShopService service) => Services.FirstOrDefault(entry => entry.Service == service).State;

    public async Task OnGetAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken);

    public async Task<IActionResult> OnGetLiveAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return Partial("_Live", this);
    }

    public async Task<IActionResult> OnPostSwitchAsync(string name, bool on, CancellationToken cancellationToken) =>
        await switchboard.SwitchAsync(name, on, cancellationToken) switch
        {
            SwitchResult.Switched => Tell("switched", name),
            SwitchResult.ServiceAway => Tell("away", name),
            SwitchResult.UnknownFault => Tell("unknown", null),
            _ => throw new InvalidOperationException("A switch ended in no known way."),
        };

    public async Task<IActionResult> OnPostAllOffAsync(CancellationToken cancellationToken) =>
        Tell((await switchboard.SwitchAllOffAsync(cancellationToken)).Count == 0 ? "all-off" : "some-away", null);

    private RedirectToPageResult Tell(string said, string? fault) => RedirectToPage("Index", new { said, fault });

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Services = await control.ReadAllAsync(cancellationToken);
        Customers = customers.Requests.Read();
    }
}
