using Xunit;
#if LOCAL_ENGINE
using SrePlatform.AppHost.LocalEngine;
using SrePlatform.AppHost.LocalEngine.Programs;
#endif

namespace SrePlatform.Tests.Infrastructure;

/// <summary>Finds the programs of PostgreSQL as the local engine does, fetching them where they are not installed.</summary>
internal static class PostgresPrograms
{
    public static Task<string> FindAsync() =>
#if LOCAL_ENGINE
        new ProgramStore(ProgramCache.Folder, new Progress<string>()).FindPostgresAsync(requiredMajor: null, TestContext.Current.CancellationToken);
#else
        throw new InvalidOperationException("Set SRE_TEST_POSTGRES to an administrator's connection string.");
#endif
}
