using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>
/// <c>&lt;sparkline values="@cpu" label="CPU, last hour" tone="accent" /&gt;</c>: a small line drawn by the server. Gaps are NaN.
/// Without a label it is hidden from screen readers: say the current value in text beside it.
/// </summary>
[HtmlTargetElement("sparkline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SparklineTagHelper : TagHelper
{
    /// <summary>Samples in equal steps, oldest first.</summary>
    public IReadOnlyList<double> Values { get; set; } = [];

    /// <summary>What it shows, for screen readers.</summary>
    public string? Label { get; set; }

    /// <summary>accent, critical, warning, info, healthy, muted.</summary>
    public string Tone { get; set; } = "accent";

    /// <summary>Top of the scale; the largest sample when not given.</summary>
    public double? Max { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"sparkline tone-{Tone}");
        output.Attributes.SetAttribute("viewBox", $"0 0 {Curve.Width} {Curve.Height}");
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        output.Content.SetHtmlContent(Curve.Draw(Values, Max));
    }
}
