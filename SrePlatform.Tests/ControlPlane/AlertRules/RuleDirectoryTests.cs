using SrePlatform.ControlPlane.Features.AlertRules;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Unit")]
public sealed class RuleDirectoryTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("sre-test-rules-").FullName, "rules");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void The_current_folder_moves_to_each_new_generation()
    {
        var directory = new RuleDirectory(_folder);
        Assert.Equal(1, directory.Publish([new("a.yml", "one")]));
        Assert.Equal(2, directory.Publish([new("a.yml", "two"), new("b.yml", "more")]));
        Assert.Equal("two", File.ReadAllText(Path.Combine(_folder, "current", "a.yml")));
        Assert.Equal("gen-000002", new DirectoryInfo(Path.Combine(_folder, "current")).LinkTarget);
    }

    [Fact]
    public void The_same_rules_again_write_nothing()
    {
        var directory = new RuleDirectory(_folder);
        directory.Publish([new("a.yml", "one")]);
        Assert.Null(directory.Publish([new("a.yml", "one")]));
        Assert.Equal(2, directory.Publish([]));
    }

    [Fact]
    public void What_somebody_changed_by_hand_is_written_again()
    {
        var directory = new RuleDirectory(_folder);
        directory.Publish([new("a.yml", "one")]);
        File.WriteAllText(Path.Combine(_folder, "current", "b.yml"), "strange");
        Assert.Equal(2, directory.Publish([new("a.yml", "one")]));
    }

    [Fact]
    public void Only_the_last_generations_are_kept()
    {
        var directory = new RuleDirectory(_folder);
        for (var content = 1; content <= 6; content++)
        {
            directory.Publish([new("a.yml", $"{content}")]);
        }

        Assert.Equal(["gen-000004", "gen-000005", "gen-000006"], Directory.GetDirectories(_folder, "gen-*").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Another_user_can_read_the_files()
    {
        new RuleDirectory(_folder).Publish([new("a.yml", "one")]);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.True(File.GetUnixFileMode(Path.Combine(_folder, "current", "a.yml")).HasFlag(UnixFileMode.OtherRead));
        Assert.True(File.GetUnixFileMode(Path.Combine(_folder, "gen-000001")).HasFlag(UnixFileMode.OtherRead | UnixFileMode.OtherExecute));
        Assert.True(File.GetUnixFileMode(_folder).HasFlag(UnixFileMode.OtherRead | UnixFileMode.OtherExecute));
    }
}
