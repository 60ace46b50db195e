using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>
/// <c>&lt;chip name="state" value="new" count="3"&gt;New&lt;/chip&gt;</c>: a filter that is a link. It sets one query parameter of the
/// page's address and keeps the others (except <c>cursor</c>); an active chip takes its parameter away again. No value: no filter.
/// </summary>
[HtmlTargetElement("chip")]
public sealed class ChipTagHelper : TagHelper
{
    /// <summary>Query parameter.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it is set to; null or empty removes it.</summary>
    public string? Value { get; set; }

    /// <summary>How many rows it would leave.</summary>
    public long? Count { get; set; }

    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var active = string.Equals(request.Query[Name].ToString(), Value ?? "", StringComparison.Ordinal);
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != Name && pair.Key != "cursor" && pair.Key != "handler"));
        if (!active && !string.IsNullOrEmpty(Value))
        {
            query.Add(Name, Value);
        }

        output.TagName = "a";
        output.Attributes.SetAttribute("class", active ? "chip on" : "chip");
        output.Attributes.SetAttribute("href", request.PathBase + request.Path + query);
        if (active)
        {
            output.Attributes.SetAttribute("aria-current", "true");
        }

        output.Content.AppendHtml(await output.GetChildContentAsync());
        if (Count is { } count)
        {
            output.Content.AppendHtml(" <span class=\"n\">").Append(count.ToString("N0", CultureInfo.CurrentCulture)).AppendHtml("</span>");
        }
    }
}
