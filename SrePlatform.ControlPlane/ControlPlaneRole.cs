using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Features.Audit.Sealing;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane;

/// <summary>What this executable does: serve, carry out plans with <c>--role executor</c>, or once and end: <c>--role migrate</c>, <c>--role verify-audit</c>.</summary>
internal static partial class ControlPlaneRole
{
    public const string Migrate = "migrate";

    public static bool IsMigrate(IConfiguration configuration) => string.Equals(configuration["role"], Migrate, StringComparison.OrdinalIgnoreCase);

    public static async Task RunAsync(WebApplication app)
    {
        if (VerifyAuditRole.IsChosen(app.Configuration))
        {
            await using (app)
            {
                Environment.ExitCode = await VerifyAuditRole.RunAsync(app.Services, Console.Out, CancellationToken.None);
            }

            return;
        }

        if (!IsMigrate(app.Configuration))
        {
            await app.RunAsync();
            return;
        }

        await using (app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            try
            {
                await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().RunAsync(CancellationToken.None);
            }
            catch (Exception exception) when (exception is NpgsqlException or DbUpdateException or InvalidOperationException)
            {
                Log.MigrationFailed(app.Logger, exception);
                Environment.ExitCode = 1;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The schema control could not be brought up to date.")]
        public static partial void MigrationFailed(ILogger logger, Exception exception);
    }
}
