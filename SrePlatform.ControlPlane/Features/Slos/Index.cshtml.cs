using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>The objectives and what is left of their budgets.</summary>
internal sealed class IndexModel(ListSlos slos, ReadSloStatus status, IAuthorizationService authorization) : PageModel
{
    /// <summary>Each row asks the metrics database several questions.</summary>
    private const int PageSize = 20;

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public IReadOnlyList<(Slo Slo, SloStatus Status)> Rows { get; private set; } = [];

    public string? NextCursor { get; private set; }

    public bool MayManage { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var page = await slos.RunAsync(HttpContext.Scope(), null, PageSize, reader.Text("cursor", Cursor), cancellationToken);
        var rows = new List<(Slo, SloStatus)>();
        SloStatus? away = null;
        foreach (var slo in page.Items)
        {
            // When the metrics database is away, one question is enough to know.
            var read = away ?? await status.RunAsync(slo, cancellationToken);
            away = read.Unavailable is { IsBadQuery: false } ? read : null;
            rows.Add((slo, read));
        }

        (Rows, NextCursor) = (rows, page.NextCursor);
        MayManage = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        return this.PageOrFragment("_List");
    }
}
