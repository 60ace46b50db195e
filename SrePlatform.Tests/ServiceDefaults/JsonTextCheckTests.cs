using System.Text;
using SrePlatform.ServiceDefaults.Input;
using Xunit;

namespace SrePlatform.Tests.ServiceDefaults;

[Trait("Category", "Unit")]
public sealed class JsonTextCheckTests
{
    [Theory]
    [InlineData("""{"a":{"b":["x","y\u0000"]}}""", "a.b[1]")]
    [InlineData("""[{"labels":{"x":"ok"}},{"labels":{"alertname":"\ud800"}}]""", "[1].labels.alertname")]
    [InlineData("""{"a":"\udc00\ud800"}""", "a")]
    [InlineData("""{"a":"\ud83d\ud83d"}""", "a")]
    [InlineData("\"\\u0000\"", "body")]
    [InlineData("""{"ok":1,"b\u0000":2}""", "?")]
    [InlineData("""{"a":[],"b":{},"c":[[1],["\u0000"]]}""", "c[1][0]")]
    public void Names_the_field_that_no_text_can_be_made_of(string json, string field) =>
        Assert.Equal(field, JsonTextCheck.BadField(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"a":"\ud83d\udca5","b":"\\u0000","c":"\u00e9\n\\"}""")]
    [InlineData("""{"a":"plain"}""")]
    [InlineData("""{"a":"\u0041""")]
    [InlineData("")]
    public void Leaves_alone_what_can_be_stored_and_what_is_no_json(string json) => Assert.Null(JsonTextCheck.BadField(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_utf8_are_the_bodys_fault() => Assert.Equal("body", JsonTextCheck.BadField([0x22, 0xff, 0xfe, 0x22]));
}
