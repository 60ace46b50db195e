using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Runbooks.Reading;

namespace SrePlatform.ControlPlane.Features.Runbooks.Page;

/// <summary>What changed between two versions.</summary>
internal sealed class CompareModel(CompareRunbook compare, ReadRunbooks runbooks) : PageModel
{
    private const int MostChoices = 100;

    public RunbookComparison Comparison { get; private set; } = null!;

    /// <summary>Versions to choose from, latest first.</summary>
    public IReadOnlyList<int> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string name, int from, int to, CancellationToken cancellationToken)
    {
        if (await compare.RunAsync(name, from, to, cancellationToken) is not { } comparison)
        {
            return NotFound();
        }

        Comparison = comparison;
        Choices = [.. (await runbooks.VersionsAsync(name, null, MostChoices, cancellationToken)).Select(version => version.Number).Union([from, to]).OrderDescending()];
        return Page();
    }
}
