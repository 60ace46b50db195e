using Microsoft.AspNetCore.Razor.TagHelpers;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary><c>&lt;empty-state icon="incidents" title="…"&gt;What would fill it, and an action.&lt;/empty-state&gt;</c></summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    /// <summary>A name of Assets/icons.svg.</summary>
    public string Icon { get; set; } = "empty";

    /// <summary>One short sentence.</summary>
    public string Title { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "empty-state");
        output.Content.AppendHtml(Icons.Svg(Icon));
        output.Content.AppendHtml("<p class=\"empty-title\">").Append(Title).AppendHtml("</p><div class=\"empty-body\">").AppendHtml(body).AppendHtml("</div>");
    }
}

/// <summary>
/// <c>&lt;unavailable what="@T["nav.assistant"]"&gt;Why, and what still works.&lt;/unavailable&gt;</c>: a part that does not answer is
/// said plainly, in its place; the rest of the page stays.
/// </summary>
[HtmlTargetElement("unavailable")]
public sealed class UnavailableTagHelper(Texts texts) : TagHelper
{
    /// <summary>The part that is away.</summary>
    public string What { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "unavailable");
        output.Attributes.SetAttribute("role", "status");
        output.Content.AppendHtml(Icons.Svg("unavailable"));
        output.Content.AppendHtml("<div><p class=\"unavailable-title\">").Append(texts["unavailable.title", ("what", What)]).AppendHtml("</p>");
        output.Content.AppendHtml("<p>").AppendHtml(body).AppendHtml("</p></div>");
    }
}

/// <summary><c>&lt;state-note tone="critical" icon="critical" title="…"&gt;What to do.&lt;/state-note&gt;</c>: a plain word about something that did not work out.</summary>
[HtmlTargetElement("state-note")]
public sealed class NoteTagHelper : TagHelper
{
    /// <summary>critical, warning, info, healthy or muted.</summary>
    public string Tone { get; set; } = "warning";

    /// <summary>A name of Assets/icons.svg.</summary>
    public string Icon { get; set; } = "warning";

    /// <summary>What happened.</summary>
    public string Title { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"unavailable tone-{Tone}");
        output.Content.AppendHtml(Icons.Svg(Icon, "tone"));
        output.Content.AppendHtml("<div><p class=\"unavailable-title\">").Append(Title).AppendHtml("</p><p>").AppendHtml(body).AppendHtml("</p></div>");
    }
}
