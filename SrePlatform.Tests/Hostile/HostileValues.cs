namespace SrePlatform.Tests.Hostile;

/// <summary>What attackers, broken senders and tired people send.</summary>
internal static class HostileValues
{
    /// <summary>JSON that PostgreSQL cannot store as text, or that is no text at all: it must be refused wherever a text is read.</summary>
    public static readonly IReadOnlyList<string> NoText = ["\"a\\u0000b\"", "\"\\ud800\"", "\"x\\udc00\""];

    /// <summary>Other values in the place of a field: each must be taken or refused, never break anything.</summary>
    public static readonly IReadOnlyList<string> Json =
    [
        .. NoText,
        "null",
        "17",
        $"\"{new string('x', 40_000)}\"",
        "\"\"",
        "\"   \"",
        "\"<img src=x onerror=alert(1)>\"",
        "\"=HYPERLINK(\\\"http://evil.test\\\")\"",
        "\"'; DROP TABLE control.alert; --\"",
        "\"\\u202e\\ufeff\\ufffe\"",
        "\"\\ud83d\\udca5\"",
        "\"NaN\"",
        "\"9999-12-31T23:59:59.9999999Z\"",
        "\"0001-01-01T00:00:00+14:00\"",
        "\"-271821-04-20T00:00:00Z\"",
        "\"2026-13-45\"",
        "\"00000000-0000-0000-0000-000000000000\"",
        "-1",
        "0",
        "1.5",
        "1e400",
        "99999999999999999999",
        "true",
        "[]",
        "{}",
        "[[[]]]",
        "{\"a\":{\"b\":1}}",
        "[null,null]",
    ];

    /// <summary>How many of <see cref="Json"/> every field gets also in the quick run.</summary>
    public const int Always = 6;

    /// <summary>Texts for parameters; they are percent-encoded on their way.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        "a\0b",
        new string('x', 3_000),
        "-1",
        "99999999999999999999",
        "text",
        "1.5",
        "%00",
        "'; DROP TABLE control.alert; --",
        "<script>alert(1)</script>",
        "../../../etc/passwd",
        "\u202e\ufeff",
        "💥",
        "2026-13-45",
        "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00+14:00",
        "00000000-0000-0000-0000-000000000000",
        "INC-99999999999999999999",
        "INC-",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "//////////////////////////////////////////////////8",
        "null",
        " ",
        "a,b,,c",
    ];

    /// <summary>Whole bodies that are no JSON, or JSON of a shape that no sender means.</summary>
    public static readonly IReadOnlyList<string> Bodies =
    [
        "",
        " ",
        "{",
        "[",
        "null",
        "\"text\"",
        "17",
        "true",
        "[]",
        "{}",
        "[{}]",
        "[null]",
        "{\"\\ud800\":1}",
        "{\"a\\u0000\":1}",
        "{\"alerts\":null}",
        "{\"alerts\":[null]}",
        "{'a':1}",
        "{\"a\":1,}",
        "\u0000",
        "\ufeff{}",
        new string('[', 5_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 5_000)),
    ];
}
