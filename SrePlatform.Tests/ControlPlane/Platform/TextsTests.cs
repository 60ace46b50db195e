using SrePlatform.ControlPlane.Platform.Localization;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

[Trait("Category", "Unit")]
public sealed class TextsTests
{
    [Fact]
    public void A_language_without_a_form_for_one_does_not_fall_back_to_english()
    {
        var catalog = new TextCatalog();
        var english = catalog.Keys(Languages.English).Where(key => key.EndsWith(".one", StringComparison.Ordinal)).Select(key => key[..^".one".Length]).ToList();
        Assert.NotEmpty(english);
        Assert.All(english, key => Assert.NotEqual(catalog.FindCount(Languages.English, key, 1), catalog.FindCount("zh-TW", key, 1)));
    }
}
