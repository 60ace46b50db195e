namespace SrePlatform.AppHost.LocalEngine;

/// <summary>The data folder of a test.</summary>
internal static class TestData
{
    /// <summary>Set to keep the data folders of tests, to read their logs.</summary>
    public const string KeepVariable = "SRE_PLATFORM_KEEP_TEST_DATA";

    public static void Delete(DataFolder data)
    {
        if (Environment.GetEnvironmentVariable(KeepVariable) is { Length: > 0 } || !Directory.Exists(data.Path))
        {
            return;
        }

        try
        {
            Directory.Delete(data.Path, recursive: true);
        }
        catch (IOException)
        {
            // A file that is still being closed keeps its folder; the next cleaning of the temporary folder takes it.
        }
    }
}
