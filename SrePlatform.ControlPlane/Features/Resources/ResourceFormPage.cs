using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What adding and editing a resource have alike: the form, and errors at its fields in the reader's language.</summary>
internal abstract class ResourceFormPage(Texts texts) : PageModel
{
    [BindProperty]
    public ResourceForm Form { get; set; } = new();

    /// <summary>What is wrong as a whole, such as a stale form.</summary>
    public string? Problem { get; protected set; }

    /// <summary>Errors of a field, as texts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    protected Texts Texts => texts;

    /// <summary>Shows the form again with what was typed; 400, so that nobody takes it for done.</summary>
    protected IActionResult Again(Failure failure)
    {
        if (failure is ResourceInvalid invalid)
        {
            Errors = invalid.Fields.GroupBy(error => error.Field).ToDictionary(
                group => group.Key,
                IReadOnlyList<string> (group) => [.. group.Select(error => texts.Say("resources.error.", error))]);
        }
        else
        {
            Problem = failure switch
            {
                ResourceChanged => texts["resources.changed_meanwhile"],
                ResourceOfAnotherTeam => texts["resources.other_team"],
                _ => failure.Detail,
            };
        }

        Response.StatusCode = failure.StatusCode();
        return Page();
    }
}
