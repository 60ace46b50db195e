using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Adds a resource.</summary>
[Authorize(Policies.Manage)]
internal sealed class NewModel(CreateResource create, Texts texts) : ResourceFormPage(texts)
{
    public void OnGet() => Form = new() { Kind = "server", Environment = Resource.DefaultEnvironment, Criticality = "medium", MetricsPath = Resource.DefaultMetricsPath };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (draft, errors) = Form.Read();
        if (errors.Count > 0)
        {
            return Again(new ResourceInvalid([.. errors, .. ResourceValidation.Check(draft).Where(error => errors.All(other => other.Field != error.Field))]));
        }

        var outcome = await create.RunAsync(draft, Actor.From(User), HttpContext.Scope(), cancellationToken);
        return outcome.TryGet(out var resource, out var failure)
            ? this.Done($"/resources/{resource.Id}", Texts["resources.created", ("name", resource.Name)])
            : Again(failure);
    }
}
