using Xunit;

namespace SrePlatform.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void The_solution_builds() => Assert.Equal("SrePlatform.ControlPlane", typeof(ControlPlane.ControlPlaneApp).Assembly.GetName().Name);
}
