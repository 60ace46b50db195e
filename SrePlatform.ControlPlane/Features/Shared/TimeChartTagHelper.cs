using System.Text.Json;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>
/// <c>&lt;time-chart src="/resources/…/series?signal=cpu" label="CPU" unit="ratio" /&gt;</c>: a uPlot chart that asks an address for a
/// <see cref="ChartData"/> document. Charts with the same <c>group</c> share their cursor; <c>refresh</c> asks again every so many seconds.
/// </summary>
[HtmlTargetElement("time-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeChartTagHelper(Texts texts) : TagHelper
{
    /// <summary>Where the samples are.</summary>
    public string Src { get; set; } = "";

    /// <summary>A <see cref="ChartData"/> document that is known already, in the place of an address.</summary>
    public object? Data { get; set; }

    /// <summary>What it shows.</summary>
    public string Label { get; set; } = "";

    /// <summary>See <see cref="Units"/>.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Charts that share their cursor.</summary>
    public string? Group { get; set; }

    /// <summary>Seconds between questions; 0 asks once.</summary>
    public int Refresh { get; set; }

    /// <summary>Top of the scale, when it is known: 1 for shares of a whole.</summary>
    public string? Max { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "time-chart");
        output.Attributes.SetAttribute("data-chart", Src);
        output.Attributes.SetAttribute("data-unit", Unit);
        output.Attributes.SetAttribute("data-label", Label);
        Optional(output, "data-group", Group);
        Optional(output, "data-max", Max);
        Optional(output, "data-refresh", Refresh > 0 ? $"{Refresh}" : null);
        if (Data is ChartData data)
        {
            // A data block, not a script: it runs nothing, and the serializer escapes what could end it.
            output.Content.AppendHtml("<script type=\"application/json\">").AppendHtml(JsonSerializer.Serialize(data, ApiJson.Options)).AppendHtml("</script>");
        }

        output.Content.AppendHtml("<figcaption><b>").Append(Label).AppendHtml("</b><span class=\"legend\"></span></figcaption>");
        output.Content.AppendHtml("<div class=\"plot\" role=\"img\" aria-label=\"").Append(Label).AppendHtml("\"><p class=\"plot-note\">")
            .Append(texts["chart.loading"]).AppendHtml("</p></div>");
    }

    private static void Optional(TagHelperOutput output, string name, string? value)
    {
        if (value is not null)
        {
            output.Attributes.SetAttribute(name, value);
        }
    }
}
