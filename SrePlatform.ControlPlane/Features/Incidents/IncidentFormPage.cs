using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>What the pages with a form about an incident have alike: what was typed stays, and errors stand at their fields.</summary>
internal abstract class IncidentFormPage(Texts texts) : PageModel
{
    [BindProperty]
    public IncidentForm Form { get; set; } = new();

    /// <summary>What is wrong as a whole, such as a stale form.</summary>
    public string? Problem { get; protected set; }

    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    public IReadOnlyList<string> Users { get; protected set; } = [];

    protected Texts Texts => texts;

    /// <summary>The message at a field in the reader's language; null if nothing is wrong with it.</summary>
    public string? ErrorAt(string field) =>
        Errors.TryGetValue(field, out var messages) ? texts.Find($"incidents.error.{field}") ?? string.Join(" ", messages) : null;

    protected IActionResult Again(Failure failure)
    {
        if (failure is ValidationFailure validation)
        {
            Errors = validation.Errors;
        }
        else
        {
            Problem = texts.Say(failure);
        }

        Response.StatusCode = failure.StatusCode();
        return Page();
    }
}
