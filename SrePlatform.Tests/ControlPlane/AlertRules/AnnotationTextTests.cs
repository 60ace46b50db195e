using SrePlatform.ControlPlane.Features.AlertRules;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Unit")]
public sealed class AnnotationTextTests
{
    [Theory]
    [InlineData("all is well", "all is well")]
    [InlineData("{service} answers", "{{ $labels.service }} answers")]
    [InlineData("{value} and {value:percent}", "{{ humanize $value }} and {{ humanizePercentage $value }}")]
    [InlineData("{value:nothing}", "{{ \"{\" }}value:nothing{{ \"}\" }}")]
    [InlineData("{service:percent}", "{{ \"{\" }}service:percent{{ \"}\" }}")]
    [InlineData("{{ query \"up\" }}", "{{ \"{\" }}{{ \"{\" }} query \"up\" {{ \"}\" }}{{ \"}\" }}")]
    [InlineData("{{service}}", "{{ \"{\" }}{{ $labels.service }}{{ \"}\" }}")]
    [InlineData("a {", "a {{ \"{\" }}")]
    public void Only_our_placeholders_become_templates(string text, string template) => Assert.Equal(template, AnnotationText.ToTemplate(text));

    [Fact]
    public void A_literal_is_no_template_at_all() => Assert.Equal("{{ \"{\" }}service{{ \"}\" }}", AnnotationText.Literal("{service}"));
}
