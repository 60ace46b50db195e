using System.Net;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace SrePlatform.Tests.ServiceDefaults;

[Trait("Category", "Unit")]
public sealed class ProblemDetailsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private TestService _service = null!;

    public async ValueTask InitializeAsync() =>
        _service = await TestService.StartAsync(new RealmInMemory(_clock), _clock, new() { ["Scraping:Token"] = "scrape-me" });

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("""{"session_id":"not a guid"}""", "session_id")]
    [InlineData("""{"page_size":3}""", "session_id")]
    [InlineData("""{"session_id":"8f0c7c52-6bd5-4c8e-93b5-0b3ffbd2f6b1","page_size":"many"}""", "page_size")]
    [InlineData("""{"session_id":""", "session_id")]
    [InlineData("nonsense", "body")]
    [InlineData("", "body")]
    public async Task A_body_that_cannot_be_read_is_400_and_names_the_field(string json, string field)
    {
        var answer = await _service.PostAsync("/api/v1/reports", json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal([field], answer.ErrorFields);
        Assert.NotEmpty(answer.Body.GetProperty("request_id").GetString()!);
        Assert.DoesNotContain("SrePlatform", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/numbers?pageSize=many", "The value cannot be read.")]
    [InlineData("/api/v1/numbers", "It is required.")]
    public async Task A_parameter_that_cannot_be_read_is_named(string path, string message)
    {
        var answer = await _service.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(message, answer.Body.GetProperty("errors").GetProperty("page_size")[0].GetString());
    }

    [Fact]
    public async Task A_body_of_another_kind_is_415()
    {
        var answer = await _service.PostAsync("/api/v1/reports", "{}", "text/plain");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.NotEmpty(answer.Body.GetProperty("request_id").GetString()!);
    }

    [Fact]
    public async Task Fields_of_a_validation_problem_are_named_as_on_the_wire()
    {
        var answer = await _service.GetAsync("/api/v1/invalid");

        Assert.Equal(["time_range.start_time"], answer.ErrorFields);
        Assert.NotEmpty(answer.Body.GetProperty("request_id").GetString()!);
    }

    [Fact]
    public async Task A_body_that_a_handler_reads_itself_is_400_too()
    {
        var answer = await _service.PostAsync("/api/v1/raw", """{"SessionId":7}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_fault_says_nothing_but_the_id_to_look_it_up_by()
    {
        var answer = await _service.GetAsync("/api/v1/faulty");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", answer.Body.GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task A_database_that_is_away_is_503()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _service.GetAsync("/api/v1/database")).Status);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("scrape-me", HttpStatusCode.OK)]
    public async Task Metrics_are_for_who_has_the_token(string? token, HttpStatusCode status)
    {
        Assert.Equal(status, (await _service.GetAsync("/metrics", token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _service.GetAsync("/alive")).Status);
    }
}
