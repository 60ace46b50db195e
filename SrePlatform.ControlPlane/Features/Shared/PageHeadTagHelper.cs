using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>
/// <c>&lt;page-head title="…" state="one sentence"&gt;the one or two main actions&lt;/page-head&gt;</c>: the top of a page. It names the browser's tab too.
/// </summary>
[HtmlTargetElement("page-head")]
public sealed class PageHeadTagHelper : TagHelper
{
    /// <summary>The heading.</summary>
    public string Title { get; set; } = "";

    /// <summary>One sentence that says how things are.</summary>
    public string? State { get; set; }

    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var actions = await output.GetChildContentAsync();
        ViewContext.ViewData["Title"] ??= Title;
        output.TagName = "header";
        output.Attributes.SetAttribute("class", "page-head");
        output.Content.AppendHtml("<div class=\"page-head-text\"><h1>").Append(Title).AppendHtml("</h1>");
        if (State is not null)
        {
            output.Content.AppendHtml("<p>").Append(State).AppendHtml("</p>");
        }

        output.Content.AppendHtml("</div>");
        if (!actions.IsEmptyOrWhiteSpace)
        {
            output.Content.AppendHtml("<div class=\"page-actions\">").AppendHtml(actions).AppendHtml("</div>");
        }
    }
}
