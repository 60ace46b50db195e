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
    public void A_device_is_read_through_the_SNMP_exporter_and_left_out_without_one()
    {
        var device = new ScrapeTarget(Guid.Parse("0190a000-0000-7000-8000-000000000001"), "sw-1", "lan", "production", "net", "10.0.0.1:161", "/metrics", new Dictionary<string, string>())
        {
            SnmpModule = "if_mib", SnmpAuth = "public_v2",
        };
        Assert.Equal("[]"u8, DiscoveryDocument.Write([device]));
        Assert.Equal(
            """[{"targets":["snmp:9116"],"labels":{"__metrics_path__":"/snmp","__param_target":"10.0.0.1:161","__param_module":"if_mib","__param_auth":"public_v2","instance":"10.0.0.1:161","env":"production","resource":"sw-1","resource_id":"0190a000-0000-7000-8000-000000000001","service":"lan","team":"net"}}]""",
            Encoding.UTF8.GetString(DiscoveryDocument.Write([device], "snmp:9116")));
    }

    [Fact]
    public void No_targets_are_an_empty_list() => Assert.Equal("[]"u8, DiscoveryDocument.Write([]));
}
