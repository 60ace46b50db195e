using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>What adding and editing a rule have alike: the wizard, its preview, and errors at its fields in the reader's language.</summary>
internal abstract class RuleFormPage(PreviewRule preview, Texts texts) : PageModel
{
    [BindProperty]
    public RuleForm Form { get; set; } = new();

    /// <summary>What is wrong as a whole, such as a stale form.</summary>
    public string? Problem { get; protected set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public RulePreview? Preview { get; private set; }

    /// <summary>Whether the name can be chosen.</summary>
    public virtual bool IsNew => true;

    protected Texts Texts => texts;

    /// <summary>Adds or takes away conditions; nothing is stored.</summary>
    public IActionResult OnPostShape(string? change)
    {
        Form.Reshape(change);
        return this.PageOrFragment("_Conditions");
    }

    /// <summary>Shows what the rule would have done; nothing is stored.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        if (Read(out var draft) is { } invalid)
        {
            Show(invalid);
        }
        else if ((await preview.RunAsync(draft, cancellationToken)).TryGet(out var shown, out var failure))
        {
            Preview = shown;
        }
        else
        {
            Show(failure);
        }

        return this.PageOrFragment("_Preview");
    }

    /// <summary>The draft, unless something in the form cannot even be read.</summary>
    protected AlertRuleInvalid? Read(out AlertRuleDraft draft)
    {
        (draft, var unread) = Form.Read();
        return unread.Count == 0 ? null : new([.. unread.Take(3).Select(line => new InvalidField("labels", "label_line", line)), .. AlertRuleValidation.Check(draft)]);
    }

    /// <summary>Shows the form again with what was typed; not 200, so that nobody takes it for done.</summary>
    protected IActionResult Again(Failure failure)
    {
        Show(failure);
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private void Show(Failure failure)
    {
        if (failure is AlertRuleInvalid invalid)
        {
            Errors = texts.SayByField("rules.error.", invalid.Fields);
        }
        else
        {
            Problem = failure is AlertRuleUnchecked { Reason: var reason } ? texts["rules.unchecked", ("reason", reason)] : texts.Say(failure);
        }
    }
}
