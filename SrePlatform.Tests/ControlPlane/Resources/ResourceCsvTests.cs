using SrePlatform.ControlPlane.Features.Resources;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Unit")]
public sealed class ResourceCsvTests
{
    [Theory]
    [InlineData("web-1", "web-1")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("=a\"b", "\"'=a\"\"b\"")]
    [InlineData("\tx", "'\tx")]
    public void A_cell_is_text_whatever_it_holds(string text, string cell) => Assert.Equal(cell, ResourceCsv.Cell(text));
}
