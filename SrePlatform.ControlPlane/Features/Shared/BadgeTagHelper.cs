using Microsoft.AspNetCore.Razor.TagHelpers;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>
/// <c>&lt;badge kind="severity" value="@alert.Severity" /&gt;</c>: icon, word and colour of a value. Kinds: severity, state, alert,
/// priority, health, verdict, session, observation, deployment, sync, outcome, role, risk,
/// freeze, autonomy, approval, execution, effect, postmortem, action. Values are enums or snake_case words.
/// </summary>
[HtmlTargetElement("badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BadgeTagHelper(Texts texts) : TagHelper
{
    /// <summary>Which vocabulary the value is from.</summary>
    public string Kind { get; set; } = "";

    /// <summary>An enum member or a snake_case word.</summary>
    public object? Value { get; set; }

    /// <summary>Without a border, for use in rows of text.</summary>
    public bool Plain { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var value = Kind == "priority" ? Value?.ToString() ?? "" : Tone.Word(Value);
        var tone = Tone.Of(Kind, value);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"{(Plain ? "word" : "tag")} tone-{tone.Name}");
        if (tone.Icon.Length > 0)
        {
            output.Content.AppendHtml(Icons.Svg(tone.Icon));
        }

        output.Content.Append(texts.Find($"badge.{Kind}.{value}") ?? value);
    }
}
