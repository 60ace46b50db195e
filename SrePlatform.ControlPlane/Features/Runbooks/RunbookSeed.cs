using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>
/// Brings the runbooks of <c>docs/runbooks</c>: those of the demo shop only where it runs. A runbook that people have written a version of is theirs
/// and stays as it is.
/// </summary>
internal sealed class RunbookSeed(TimeProvider time) : IDatabaseSeed
{
    private const string Platform = RunbookVersion.PlatformId;
    private const string Prefix = "Runbooks/";
    private const string DemoPrefix = "demo-";

    public int Order => 60;

    public async Task SeedAsync(SreDbContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var demo = configuration.GetValue("Seed:DemoRules", false);
        foreach (var content in Documents())
        {
            var document = RunbookReader.Read(content).TryGet(out var read, out var failure)
                ? read
                : throw new InvalidOperationException($"A runbook of this build cannot be read: {failure.Detail} {content[..Math.Min(100, content.Length)]}");
            if (!document.Name.StartsWith(DemoPrefix, StringComparison.Ordinal) || demo)
            {
                await AddAsync(context, document, content, now, cancellationToken);
            }
        }
    }

    /// <summary>The runbooks in this assembly.</summary>
    internal static IEnumerable<string> Documents()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }

    private static async Task AddAsync(SreDbContext context, RunbookDocument document, string content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = RunbookVersion.HashOf(content);
        var known = await context.Set<Runbook>().SingleOrDefaultAsync(runbook => runbook.Name == document.Name, cancellationToken);
        if (known is not null
            && (known.RetiredAt is not null || await context.Set<RunbookVersion>().AnyAsync(version => version.RunbookId == known.Id && (version.AuthorId != Platform || version.Hash == hash), cancellationToken)))
        {
            return;
        }

        if (known is null)
        {
            context.Add(known = new Runbook(document.Name, now));
        }

        var written = known.Write(document, content, Platform, Platform, "docs/runbooks", now);
        written.Review(Platform, Platform, now);
        known.MakeCurrent(written.Number, document, now);
        context.Add(written);
    }
}
