using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>The calls that people declared, and the form for more.</summary>
[Authorize(Policies.Manage)]
internal sealed class EdgesModel(SreDbContext context, EditEdges edit, Texts texts) : PageModel
{
    [BindProperty]
    public string? Calls { get; set; }

    public Page<DeclaredEdge> Edges { get; private set; } = new([], null);

    public string? Cursor { get; private set; }

    public string? Error { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor, CancellationToken cancellationToken) => await ShowAsync(cursor, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await edit.ImportAsync(Calls, Actor.From(User), HttpContext.Scope(), cancellationToken);
        if (outcome.TryGet(out var declared, out var failure))
        {
            return this.Done("/topology/edges", texts["topology.declared_now", ("added", declared.Added), ("known", declared.Known)]);
        }

        Error = failure is ValidationFailure invalid ? string.Join(" ", invalid.Errors.SelectMany(field => field.Value)) : failure.Detail;
        Response.StatusCode = failure.StatusCode();
        return await ShowAsync(null, cancellationToken);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        var outcome = await edit.RemoveAsync(id, Actor.From(User), HttpContext.Scope(), cancellationToken);
        return outcome.TryGet(out _, out var failure) ? this.Done("/topology/edges", texts["topology.removed"]) : failure is ForbiddenFailure ? Forbid() : NotFound();
    }

    private async Task<IActionResult> ShowAsync(string? cursor, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var page = reader.Page(null, cursor);
        if (reader.Failure is not null)
        {
            return RedirectToPage();
        }

        Cursor = cursor;
        var scope = HttpContext.Scope();
        var edges = context.Set<DeclaredEdge>().AsNoTracking();
        edges = scope.IsAll ? edges : edges.Where(edge => scope.Services.Contains(edge.FromService));
        if (page.After is { } after)
        {
            edges = edges.Where(edge => EF.Functions.LessThan(ValueTuple.Create(edge.CreatedAt, edge.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await edges.OrderByDescending(edge => edge.CreatedAt).ThenByDescending(edge => edge.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        Edges = page.Cut(rows, edge => new Keyset(edge.CreatedAt, edge.Id));
        return Page();
    }
}
