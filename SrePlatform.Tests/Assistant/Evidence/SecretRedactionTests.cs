using System.Text.Json;
using SrePlatform.Assistant.Evidence;
using Xunit;

namespace SrePlatform.Tests.Assistant.Evidence;

[Trait("Category", "Unit")]
public sealed class SecretRedactionTests
{
    [Theory]
    [InlineData("password=hunter22;Host=db", "hunter22")]
    [InlineData("Server=db;Password = p@ss1word;Database=x", "p@ss1word")]
    [InlineData("""{"client_secret":"s3cr3t-value"}""", "s3cr3t-value")]
    [InlineData("""{"apiKey": "abc\"def"}""", "def")]
    [InlineData("Authorization: Bearer abcdef.ghijkl-1234567", "ghijkl")]
    [InlineData("curl -H 'authorization: basic dXNlcjpwYXNzd29yZA=='", "dXNlcjpwYXNzd29yZA")]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl here", "eyJzdWIiOiIxMjM0In0")]
    [InlineData("key AKIAABCDEFGHIJKLMNOP end", "AKIAABCDEFGHIJKLMNOP")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdefghijklmnop")]
    [InlineData("postgres://admin:verysecret@db:5432/sre", "verysecret")]
    [InlineData("mail alice.smith@example.org now", "alice.smith")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "MIIE")]
    public void Secrets_and_addresses_are_taken_out(string text, string secret) =>
        Assert.DoesNotContain(secret, SecretRedaction.Redact(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"service":"payment"},"values":[[1700000000,"0.25"]]}]}}""")]
    [InlineData("payment: 3 tokens were issued at 12:00:01; passwords are fine")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, SecretRedaction.Redact(text));

    [Fact]
    public void A_JSON_document_stays_one()
    {
        const string Text = """{"a":"Password=abc123;x","token":"zzz","nested":{"url":"amqp://u:p4ssw0rd@host/","mail":"bob@example.org \"quoted\""},"n":1.5}""";
        var redacted = JsonDocument.Parse(SecretRedaction.Redact(Text)).RootElement;
        Assert.Equal("[redacted]", redacted.GetProperty("token").GetString());
        Assert.Equal(1.5, redacted.GetProperty("n").GetDouble());
        Assert.DoesNotContain("p4ssw0rd", redacted.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Redacting_twice_is_redacting_once()
    {
        const string Text = """{"password":"x1y2z3","note":"secret: abcdef"}""";
        Assert.Equal(SecretRedaction.Redact(Text), SecretRedaction.Redact(SecretRedaction.Redact(Text)));
    }
}
