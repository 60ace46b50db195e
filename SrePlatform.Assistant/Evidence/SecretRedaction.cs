using System.Text;
using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.Evidence;

/// <summary>
/// Takes secrets and addresses of people out of what a source returned, before it is stored, traced or shown to a model. Replacements
/// contain nothing that JSON would have to escape, so a JSON document stays one.
/// </summary>
internal static partial class SecretRedaction
{
    private const string Mark = "[redacted]";

    public static byte[] Redact(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetBytes(Redact(Encoding.UTF8.GetString(utf8)));

    public static string Redact(string text)
    {
        text = PrivateKey().Replace(text, Mark);
        text = SensitiveMember().Replace(text, match => match.Groups["head"].Value + Mark + match.Groups["tail"].Value);
        text = AuthorizationValue().Replace(text, match => match.Groups["head"].Value + Mark);
        text = Assignment().Replace(text, match => match.Groups["head"].Value + Mark);
        text = JsonWebToken().Replace(text, Mark);
        text = WellKnownKey().Replace(text, Mark);
        text = UriCredentials().Replace(text, match => match.Groups["head"].Value + Mark + "@");
        return Email().Replace(text, "[redacted-email]");
    }

    private const string SensitiveName = "pass(?:word|wd|phrase)?|pwd|secret|client[_-]?secret|(?:access|refresh|id|auth|api|bearer|session)[_-]?token|token|api[_-]?key|private[_-]?key|access[_-]?key|connection[_-]?string|credentials?|authorization|cookie";

    /// <summary>A JSON member whose name says that its text is secret.</summary>
    [GeneratedRegex("(?<head>\"[\\w.-]{0,40}(?:" + SensitiveName + ")\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)+(?<tail>\")", RegexOptions.IgnoreCase)]
    private static partial Regex SensitiveMember();

    /// <summary>name=value and name: value inside of text, as in connection strings, query strings and log lines.</summary>
    [GeneratedRegex("(?<head>\\b[\\w.-]{0,40}(?:" + SensitiveName + ")\\s?[=:]\\s?)(?!\\[redacted|(?:Bearer|Basic)\\s)[^\\s\"'\\\\,;&<>{}\\[\\]]{3,}", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    [GeneratedRegex("(?<head>\\b(?:Bearer|Basic)\\s+)[A-Za-z0-9._~+/=-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex AuthorizationValue();

    [GeneratedRegex("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*")]
    private static partial Regex JsonWebToken();

    /// <summary>Keys that are known by their form: AWS, Google, GitHub, GitLab, Slack, OpenAI-like.</summary>
    [GeneratedRegex("\\b(?:AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[pousr]_[0-9A-Za-z]{20,}|glpat-[0-9A-Za-z_-]{20,}|xox[abprs]-[0-9A-Za-z-]{10,}|sk-[0-9A-Za-z_-]{20,})")]
    private static partial Regex WellKnownKey();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("(?<head>\\b[a-z][a-z0-9+.-]{1,20}://)[^\\s\"'@/\\\\]+:[^\\s\"'@/\\\\]+@", RegexOptions.IgnoreCase)]
    private static partial Regex UriCredentials();

    [GeneratedRegex("\\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+\\b")]
    private static partial Regex Email();
}
