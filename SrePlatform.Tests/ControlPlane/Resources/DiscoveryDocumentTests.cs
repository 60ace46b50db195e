using System.Text;
using SrePlatform.ControlPlane.Features.Resources;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Unit")]
public sealed class DiscoveryDocumentTests
{
    [Fact]
    public void A_target_carries_the_labels_of_its_resource()
    {
        var target = new ScrapeTarget(
            Guid.Parse("0190a000-0000-7000-8000-000000000001"), "web \"1\"", "web", "production", "shop", "10.0.0.5:9100", "/metrics",
            new Dictionary<string, string> { ["rack"] = "r\\1", ["team"] = "forged" });

        Assert.Equal(
            """[{"targets":["10.0.0.5:9100"],"labels":{"rack":"r\\1","__metrics_path__":"/metrics","env":"production","resource":"web \u00221\u0022","resource_id":"0190a000-0000-7000-8000-000000000001","service":"web","team":"shop"}}]""",
            Encoding.UTF8.GetString(DiscoveryDocument.Write([target])));
    }

    [Fact]
    public void No_targets_are_an_empty_list() => Assert.Equal("[]"u8, DiscoveryDocument.Write([]));
}
