using SrePlatform.Assistant.Tools.Logs;
using Xunit;

namespace SrePlatform.Tests.Assistant.Tools;

[Trait("Category", "Unit")]
public sealed class LogTemplateMinerTests
{
    [Fact]
    public void Lines_that_differ_in_their_variables_are_one_pattern()
    {
        var miner = new LogTemplateMiner();
        for (var i = 0; i < 50; i++)
        {
            miner.Add($"2026-01-01T10:00:{i:00}Z Charge {Guid.NewGuid()} of 10.0.0.{i}:80 failed after {i * 13} ms for user u{i}");
            miner.Add($"Connection refused by inventory-{i}");
        }

        miner.Add("Shutting down");
        Assert.Equal([50, 50, 1], miner.Templates.Select(template => template.Count));
        Assert.Contains("<*> Charge <*> of <*> failed after <*> ms for user <*>", miner.Templates.Select(template => template.Template));
    }

    [Fact]
    public void Lines_that_say_something_else_stay_apart()
    {
        var miner = new LogTemplateMiner();
        miner.Add("cache warmed in 12 ms");
        miner.Add("disk is nearly full now");
        miner.Add("");
        Assert.Equal(2, miner.Templates.Count);
    }

    [Fact]
    public void A_flood_of_different_lines_is_bounded()
    {
        var miner = new LogTemplateMiner();
        for (var i = 0; i < 3000; i++)
        {
            miner.Add($"{(char)('a' + (i % 26))}{new string('x', 1 + (i / 26))} {new string('y', 1 + (i % 97))}z");
        }

        Assert.InRange(miner.Templates.Count, 1, 500);
    }
}
