using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>What adding and editing an objective have alike: the form, and errors at its fields in the reader's language.</summary>
internal abstract class SloFormPage(Texts texts) : PageModel
{
    [BindProperty]
    public SloForm Form { get; set; } = new();

    public string? Problem { get; private set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether the name can be chosen.</summary>
    public virtual bool IsNew => true;

    protected Texts Texts => texts;

    /// <summary>Shows the form again with what was typed; not 200, so that nobody takes it for done.</summary>
    protected IActionResult Again(Failure failure)
    {
        if (failure is SloInvalid invalid)
        {
            Errors = texts.SayByField("slos.error.", invalid.Fields);
        }
        else
        {
            Problem = failure is SloUnchecked { Reason: var reason } ? texts["slos.unchecked", ("reason", reason)] : texts.Say(failure);
        }

        Response.StatusCode = failure.StatusCode();
        return Page();
    }
}
