using System.Net;
using System.Text;
using SrePlatform.Tests.ControlPlane.Scale;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

/// <summary>Files of many rows: saved many at a time, each row with its result, and never half done without saying so.</summary>
[Trait("Category", "Database")]
public sealed class LargeImportTests(PostgresServer server)
{
    private const int Rows = 600;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_rows_are_saved_in_a_few_statements()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var browser = await PageBrowser.OpenAsync(host, "super_admin");
        var preview = await UploadAsync(browser);
        using var counter = new StatementCounter();

        var statements = await counter.OfAsync(() => ApplyAsync(browser, preview));

        Assert.InRange(statements.Count, 1, 60);
        Assert.Equal(Rows, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource WHERE team = 'shop'"));
        Assert.Equal(Rows, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE action = 'resource.created'"));
        Assert.Contains($"Added {Rows}", await PageAsync(browser, preview), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_somebody_else_saves_meanwhile_takes_no_other_row_with_it()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var browser = await PageBrowser.OpenAsync(host, "super_admin");
        var preview = await UploadAsync(browser);
        await FailAtAsync(host, "node-300", "unique_violation");

        await ApplyAsync(browser, preview);

        Assert.Equal(Rows - 1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource WHERE team = 'shop'"));
        var page = await PageAsync(browser, preview);
        Assert.Contains($"Added {Rows - 1}", page, StringComparison.Ordinal);
        Assert.Contains("refused 1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_interrupted_says_how_far_it_came_and_can_be_taken_again()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var browser = await PageBrowser.OpenAsync(host, "super_admin");
        var preview = await UploadAsync(browser);
        await FailAtAsync(host, "node-300", "data_corrupted");

        using var failed = await browser.PostAsync(preview, new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        var page = await PageAsync(browser, preview);
        Assert.Contains($"250 of {Rows} rows are done", page, StringComparison.Ordinal);
        Assert.Equal(250, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource WHERE team = 'shop'"));

        await host.Database.ExecuteAsync("DROP TRIGGER fail ON control.resource");
        var again = await UploadAsync(browser);
        await ApplyAsync(browser, again);
        Assert.Contains($"Added {Rows - 250}, changed 0, left 250", await PageAsync(browser, again), StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(PageBrowser browser)
    {
        var file = new StringBuilder("name,kind,team,environment\n");
        for (var number = 1; number <= Rows; number++)
        {
            file.Append("node-").Append(number).Append(",server,shop,demo\n");
        }

        using var uploaded = await browser.UploadAsync("/resources/import", "File", "nodes.csv", file.ToString());
        return uploaded.Headers.Location!.OriginalString;
    }

    private static async Task ApplyAsync(PageBrowser browser, string preview)
    {
        using var applied = await browser.PostAsync(preview, new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.Redirect, applied.StatusCode);
    }

    private static async Task<string> PageAsync(PageBrowser browser, string preview)
    {
        using var page = await browser.GetAsync(preview);
        return await page.Content.ReadAsStringAsync(Cancelled);
    }

    /// <summary>The database refuses this row, as it does when another saved the same name a moment ago, or when it fails.</summary>
    private static Task FailAtAsync(ControlPlaneHost host, string name, string condition) => host.Database.ExecuteAsync(
        $"""
        CREATE FUNCTION control.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.name = '{name}' THEN RAISE EXCEPTION 'told to' USING ERRCODE = '{condition}', SCHEMA = 'control', TABLE = 'resource'; END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER fail BEFORE INSERT ON control.resource FOR EACH ROW EXECUTE FUNCTION control.fail();
        """);
}
