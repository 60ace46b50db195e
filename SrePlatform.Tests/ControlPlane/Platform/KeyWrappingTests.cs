using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

[Trait("Category", "Database")]
public sealed class KeyWrappingTests(PostgresServer server)
{
    [Fact]
    public async Task Keys_in_the_database_are_wrapped_and_another_replica_reads_them()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var secret = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("hello");
        var xml = await host.Database.ScalarAsync<string>("SELECT xml FROM control.data_protection_key");
        Assert.Contains("wrapped", xml);
        Assert.DoesNotContain("masterKey", XElement.Parse(xml).ToString().Replace("requiresEncryption", "", StringComparison.Ordinal));
        Assert.Equal("hello", host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
    }

    [Theory]
    [InlineData(null, "/")]
    [InlineData("/incidents?state=new", "/incidents?state=new")]
    [InlineData("//evil.test", "/")]
    [InlineData("/\\evil.test", "/")]
    [InlineData("http://evil.test", "/")]
    [InlineData("incidents", "/")]
    public void Sign_in_returns_only_to_this_site(string? asked, string expected) => Assert.Equal(expected, AuthSetup.LocalPath(asked));
}
