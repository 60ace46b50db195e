using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.People;

/// <summary>What pages with small forms have alike: errors stand at their fields, and what is refused is said with its status.</summary>
internal abstract class FormPage(Texts texts) : PageModel
{
    /// <summary>Errors by field, in snake_case.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    /// <summary>What is wrong as a whole.</summary>
    public string? Problem { get; private set; }

    /// <summary>The error of a field; null if it is well.</summary>
    public string? Error(string field) => Errors.TryGetValue(field, out var errors) ? string.Join(" ", errors) : null;

    protected Texts Texts => texts;

    /// <summary>Notes what is wrong; the caller loads the page again and shows it.</summary>
    protected void Refuse(Failure failure)
    {
        Response.StatusCode = failure.StatusCode();
        if (failure is ValidationFailure invalid)
        {
            Errors = invalid.Errors;
        }
        else
        {
            Problem = texts.Say(failure);
        }
    }
}
