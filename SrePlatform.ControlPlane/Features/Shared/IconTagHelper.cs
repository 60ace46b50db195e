using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary><c>&lt;icon name="incidents" /&gt;</c>: a drawing in the colour of the text. It says nothing by itself: put a word beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>A name of Assets/icons.svg.</summary>
    public string Name { get; set; } = "";

    /// <summary>More classes.</summary>
    public string? Class { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Svg(Name, Class));
    }
}
