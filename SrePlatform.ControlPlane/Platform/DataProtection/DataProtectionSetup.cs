using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Platform.DataProtection;

/// <summary>Keys of cookies and tokens are in PostgreSQL, so replicas share them, wrapped by a key that is not.</summary>
internal static class DataProtectionSetup
{
    public static void AddSharedDataProtection(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => WrappingKey.From(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddDataProtection()
            .SetApplicationName("sre-control-plane")
            .PersistKeysToDbContext<SreDbContext>();
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlEncryptor = new KeyFileEncryptor(services.GetRequiredService<WrappingKey>())));
    }
}
