using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Edits a resource.</summary>
[Authorize(Policies.Manage)]
internal sealed class EditModel(SreDbContext context, EditResource edit, Texts texts) : ResourceFormPage(texts)
{
    public Guid Id { get; private set; }

    public bool IsDeclared { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } resource)
        {
            return NotFound();
        }

        Form = ResourceForm.Of(resource);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is null)
        {
            return NotFound();
        }

        var (draft, errors) = Form.Read();
        if (errors.Count > 0)
        {
            return Again(new ResourceInvalid([.. errors, .. ResourceValidation.Check(draft).Where(error => errors.All(other => other.Field != error.Field))]));
        }

        var outcome = await edit.RunAsync(id, Form.Version, draft, Actor.From(User), HttpContext.Scope(), cancellationToken);
        if (outcome.TryGet(out var resource, out var failure))
        {
            return this.Done($"/resources/{id}", Texts["resources.saved", ("name", resource.Name)]);
        }

        return failure is NotFoundFailure ? NotFound() : Again(failure);
    }

    private async Task<Resource?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var resource = await context.FindResourceAsync(id, HttpContext.Scope(), cancellationToken);
        Id = id;
        IsDeclared = resource?.Origin is ResourceOrigin.Declared;
        return resource;
    }
}
