using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>
/// <c>&lt;when at="@incident.OpenedAt" /&gt;</c>: a time in the person's zone, with the full time on hover. Formats: <c>ago</c>
/// (the default, kept current by the browser), <c>clock</c>, <c>precise</c>, <c>date</c>, <c>full</c>, <c>duration</c> (since then).
/// </summary>
[HtmlTargetElement("when", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WhenTagHelper(Formats formats) : TagHelper
{
    /// <summary>The point in time; nothing is shown without one.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>How it reads.</summary>
    public string Format { get; set; } = "ago";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (At is not { } at)
        {
            output.TagName = null;
            output.Content.SetContent("–");
            return;
        }

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", formats.Full(at));
        output.Attributes.SetAttribute("data-when", Format);
        output.Content.SetContent(Format switch
        {
            "clock" => formats.Clock(at),
            "precise" => formats.Precise(at),
            "date" => formats.Date(at),
            "full" => formats.Full(at),
            "duration" => formats.Duration(formats.Now - at),
            _ => formats.Ago(at),
        });
    }
}
