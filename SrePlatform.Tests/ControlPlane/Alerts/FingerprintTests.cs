using CsCheck;
using SrePlatform.ControlPlane.Features.Alerts;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Alerts;

[Trait("Category", "Unit")]
public sealed class FingerprintTests
{
    [Fact]
    public void The_order_of_labels_does_not_matter() => Assert.Equal(
        Fingerprint.Of(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }),
        Fingerprint.Of(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));

    [Fact]
    public void Labels_that_would_read_alike_when_joined_differ() => Assert.NotEqual(
        Fingerprint.Of(new Dictionary<string, string> { ["a"] = "bc" }),
        Fingerprint.Of(new Dictionary<string, string> { ["ab"] = "c" }));

    [Fact]
    public void Different_labels_have_different_fingerprints()
    {
        var labels = Gen.Dictionary(Gen.String[1, 4], Gen.String[0, 4])[1, 4];
        Gen.Select(labels, labels).Sample((left, right) =>
            (Fingerprint.Of(left) == Fingerprint.Of(right)) == (left.Count == right.Count && left.All(label => right.TryGetValue(label.Key, out var value) && value == label.Value)));
    }
}
