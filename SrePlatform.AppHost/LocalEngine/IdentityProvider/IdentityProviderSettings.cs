using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider;

/// <summary>What the identity provider is started with.</summary>
internal sealed record IdentityProviderSettings(string RealmFile, Uri Url, string DataFolder)
{
    public static IdentityProviderSettings Parse(IReadOnlyList<string> args)
    {
        var address = Value(args, "--url");
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && url.PathAndQuery == "/"
            ? new IdentityProviderSettings(Path.GetFullPath(Value(args, "--realm")), url, Path.GetFullPath(Value(args, "--data")))
            : throw new RealmFileException($"--url must be an address of this machine, such as http://localhost:8080, not '{address}'.");
    }

    private static string Value(IReadOnlyList<string> args, string name)
    {
        for (var index = 0; index + 1 < args.Count; index++)
        {
            if (args[index] == name)
            {
                return args[index + 1];
            }
        }

        throw new RealmFileException($"{name} is missing. The identity provider needs --realm <file>, --url http://localhost:<port> and --data <folder>.");
    }
}
