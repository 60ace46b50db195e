using System.Net;
using SrePlatform.ControlPlane.Features.Networks;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Checks;

[Trait("Category", "Unit")]
public sealed class NetworkGuardTests
{
    private static readonly IPNetwork[] Allowed = [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")];

    [Theory]
    [InlineData("8.8.8.8", 0, true)]
    [InlineData("10.1.2.3", 0, false)]
    [InlineData("10.1.2.3", 1, true)]
    [InlineData("10.2.2.3", 1, false)]
    [InlineData("::ffff:10.2.2.3", 1, false)]
    [InlineData("127.0.0.1", 1, false)]
    [InlineData("169.254.169.254", 3, false)]
    [InlineData("::ffff:169.254.169.254", 3, false)]
    [InlineData("fe80::1", 3, false)]
    public void Inside_only_what_is_allowed_is_reached_and_link_local_never(string address, int ranges, bool reached) =>
        Assert.Equal(reached, NetworkGuard.MayReach(IPAddress.Parse(address), Allowed[..ranges]));

    [Theory]
    [InlineData("10.1.4.0/24", true)]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("10.2.0.0/24", false)]
    public void A_range_is_scanned_only_if_all_of_it_is_allowed(string range, bool covered) => Assert.Equal(covered, NetworkGuard.Covers(IPNetwork.Parse(range), Allowed[..1]));

    [Fact]
    public void A_range_around_link_local_addresses_is_not_scanned() => Assert.False(NetworkGuard.Covers(IPNetwork.Parse("169.0.0.0/8"), Allowed));
}
