using SrePlatform.AppHost;
using SrePlatform.AppHost.VmAlert;
using Xunit;

namespace SrePlatform.Tests.AppHost.Model;

/// <summary>The token that vmalert reads from a file, under whichever engine is built.</summary>
[Trait("Category", "Unit")]
public sealed class NotifierTokenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sre-token-").FullName;

    [Fact]
    public async Task Its_file_is_its_owners_alone_and_a_new_token_survives_a_restart_of_vmalert()
    {
        var token = Of("first");
        var file = await token.GetValueAsync(TestContext.Current.CancellationToken);
        Assert.Equal("first", await ReadAsync(file!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file!));
        }

        await File.WriteAllTextAsync(file!, "rotated", TestContext.Current.CancellationToken);
        Assert.Equal(file, await token.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("rotated", await ReadAsync(file!));
    }

    [Fact]
    public async Task A_start_of_the_platform_begins_with_the_token_that_the_control_plane_is_told()
    {
        var file = await Of("old").GetValueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(file, await Of("new").GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("new", await ReadAsync(file!));
    }

    [Fact]
    public async Task A_container_is_told_where_it_sees_the_file()
    {
        var token = new NotifierToken(new DataFolder(_folder), "/run/sre-platform", Parameter("x"));
        Assert.Equal("/run/sre-platform/token", await token.GetValueAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ParameterResource Parameter(string value) => new("vmalert-token", _ => value, secret: true);

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    private NotifierToken Of(string value) => new(new DataFolder(_folder), folderSeenAs: null, Parameter(value));
}
