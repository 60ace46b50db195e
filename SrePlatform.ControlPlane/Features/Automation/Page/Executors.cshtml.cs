using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Automation.Executor;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>The executors, and what each can do safely.</summary>
internal sealed class ExecutorsModel(SreDbContext context, TimeProvider time) : PageModel
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public IReadOnlyList<ExecutorPresence> Rows { get; private set; } = [];

    public bool IsThere(ExecutorPresence executor) => executor.SeenAt > time.GetUtcNow() - Silence;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Rows = await context.Set<ExecutorPresence>().AsNoTracking().OrderByDescending(executor => executor.SeenAt).Take(50).ToListAsync(cancellationToken);
}
