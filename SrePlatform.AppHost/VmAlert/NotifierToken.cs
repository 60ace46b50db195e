namespace SrePlatform.AppHost.VmAlert;

/// <summary>
/// The token that vmalert signs in to the Control Plane with, in a file that only its owner can read. vmalert reads it again when it
/// changes, so that a new token needs no restart; one that was changed meanwhile survives a restart of vmalert.
/// </summary>
/// <param name="data">Where it is kept on this machine.</param>
/// <param name="folderSeenAs">Where vmalert sees that file's folder; null where it is the same.</param>
/// <param name="token">The token at the start.</param>
internal sealed class NotifierToken(DataFolder data, string? folderSeenAs, ParameterResource token) : IValueProvider, IManifestExpressionProvider
{
    public const string Folder = "vmalert-token";
    private const string FileName = "token";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private bool _written;

    /// <inheritdoc/>
    public string ValueExpression => $"{{{token.Name}.file}}";

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var file = data.File(Path.Combine(Folder, FileName));
        if (!_written || !File.Exists(file))
        {
            await WriteAsync(file, await token.GetValueAsync(cancellationToken) ?? "", cancellationToken);
            _written = true;
        }

        return folderSeenAs is null ? file : $"{folderSeenAs}/{FileName}";
    }

    private static async Task WriteAsync(string file, string value, CancellationToken cancellationToken)
    {
        var aside = file + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        await using (var stream = new StreamWriter(aside, options))
        {
            await stream.WriteAsync(value.AsMemory(), cancellationToken);
        }

        File.Move(aside, file, overwrite: true);
    }
}
