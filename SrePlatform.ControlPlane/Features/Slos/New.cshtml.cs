using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Adds an objective.</summary>
[Authorize(Policies.Manage)]
internal sealed class NewModel(SaveSlo save, Texts texts) : SloFormPage(texts)
{
    public void OnGet(string? service) => Form = new() { Service = service, Indicator = "availability", Objective = "99.5", WindowDays = "30", LatencySeconds = "0.5" };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await save.CreateAsync(Form.Read(), Actor.From(User), cancellationToken);
        return outcome.TryGet(out var slo, out var failure) ? this.Done($"/slos/{slo.Id}", Texts["slos.saved", ("name", slo.Name)]) : Again(failure);
    }
}
