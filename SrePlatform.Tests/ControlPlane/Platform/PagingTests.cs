using CsCheck;
using SrePlatform.ControlPlane.Platform.Paging;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

[Trait("Category", "Unit")]
public sealed class PagingTests
{
    [Fact]
    public void A_cursor_reads_back_as_it_was() => Gen.Select(Gen.DateTimeOffset, Gen.Guid).Sample((at, id) =>
        Keyset.TryDecode(new Keyset(at, id).Encode(), out var read) && read.At.UtcTicks == at.UtcTicks && read.Id == id);

    [Fact]
    public void Nonsense_is_no_cursor() => Gen.String.Sample(text => !Keyset.TryDecode(text, out var read) || read.Encode().Length > 0);
}
