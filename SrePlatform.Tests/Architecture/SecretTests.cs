using System.Text.RegularExpressions;
using Xunit;

namespace SrePlatform.Tests.Architecture;

/// <summary>No secret, address of a registry, or path of somebody's machine is in the repository.</summary>
[Trait("Category", "Unit")]
public sealed partial class SecretTests
{
    private static readonly string[] Endings = [".cs", ".cshtml", ".json", ".yml", ".yaml", ".md", ".props", ".csproj", ".js", ".css", ".http", ".sql", ".resx", ".config"];
    private static readonly string[] Generated = ["bin", "obj", "node_modules", ".git", "lib", "TestResults", "artifacts"];

    private static IEnumerable<SourceFile> Files => Enumerate(new DirectoryInfo(SourceTree.Root))
        .Select(path => new SourceFile(Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/'), File.ReadAllText(path)));

    [Fact]
    public void The_realm_file_holds_placeholders_where_secrets_go()
    {
        var realms = Files.Where(file => file.Path.Contains("/Realms/", StringComparison.Ordinal) && file.Path.EndsWith(".json", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(realms);
        Assert.All(realms, file => Assert.All(RealmSecret().Matches(file.Text), match => Assert.Matches(@"^\$\{\w+\}$", match.Groups[1].Value)));
    }

    /// <summary>The tests of the redaction need things that look like secrets.</summary>
    private static bool IsAboutRedaction(SourceFile file) => file.Path.StartsWith("SrePlatform.Tests/", StringComparison.Ordinal) && file.Path.Contains("Redact", StringComparison.Ordinal);

    [Fact]
    public void No_file_holds_a_key_or_token() =>
        Assert.Empty(Files.Where(file => !IsAboutRedaction(file) && KeyMaterial().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void No_lock_file_names_a_registry() =>
        Assert.Empty(Files.Where(file => file.Path.EndsWith("package-lock.json", StringComparison.Ordinal) && file.Mentions("\"resolved\": \"http")).Select(file => file.Path));

    private static IEnumerable<string> Enumerate(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => Endings.Contains(file.Extension)))
        {
            yield return file.FullName;
        }

        foreach (var child in folder.EnumerateDirectories().Where(child => !Generated.Contains(child.Name)))
        {
            foreach (var file in Enumerate(child))
            {
                yield return file;
            }
        }
    }

    [GeneratedRegex("\"(?:secret|value)\"\\s*:\\s*\"([^\"]*)\"")]
    private static partial Regex RealmSecret();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|AIza[0-9A-Za-z_\-]{35}|ghp_[0-9A-Za-z]{36}|AKIA[0-9A-Z]{16}|eyJhbGciOi[0-9A-Za-z_\-]{20,}\.")]
    private static partial Regex KeyMaterial();
}
