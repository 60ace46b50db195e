namespace SrePlatform.AppHost.Topology;

/// <summary>
/// Bind mounts of this repository's files are published as configurations with their content, since a published file is started where
/// the repository is not.
/// </summary>
internal static class PublishedFiles
{
    public static void PublishFiles(this IDistributedApplicationBuilder builder)
    {
        foreach (var container in builder.Resources.OfType<ContainerResource>().ToList())
        {
            var own = container.Annotations.OfType<ContainerMountAnnotation>()
                .Where(mount => mount.Type == ContainerMountType.BindMount && mount.Source?.StartsWith(builder.AppHostDirectory, StringComparison.Ordinal) == true)
                .ToList();
            foreach (var mount in own)
            {
                container.Annotations.Remove(mount);
                foreach (var (folder, files) in FilesOf(mount.Source!, mount.Target))
                {
                    builder.CreateResourceBuilder(container).WithContainerFiles(folder, files);
                }
            }
        }
    }

    private static IEnumerable<(string Folder, List<ContainerFileSystemItem> Files)> FilesOf(string source, string target)
    {
        if (!Directory.Exists(source))
        {
            var place = target.LastIndexOf('/');
            yield return (target[..place], [Item(source, target[(place + 1)..])]);
            yield break;
        }

        // One list per folder: Compose publishing misplaces the second file of a nested folder.
        if (Directory.GetFiles(source) is { Length: > 0 } files)
        {
            yield return (target, [.. files.Order(StringComparer.Ordinal).Select(file => Item(file, Path.GetFileName(file)))]);
        }

        foreach (var folder in Directory.GetDirectories(source).Order(StringComparer.Ordinal))
        {
            foreach (var nested in FilesOf(folder, $"{target}/{Path.GetFileName(folder)}"))
            {
                yield return nested;
            }
        }
    }

    /// <summary>Compose fills in variables inside content as well, so a dollar sign is doubled.</summary>
    private static ContainerFile Item(string path, string name) =>
        new() { Name = name, Contents = File.ReadAllText(path).Replace("$", "$$", StringComparison.Ordinal) };
}
