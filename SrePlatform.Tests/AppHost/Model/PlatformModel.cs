using SrePlatform.AppHost;
using Xunit;

namespace SrePlatform.Tests.AppHost.Model;

/// <summary>The app model as a test sees it: names, waits, variables; nothing is started.</summary>
internal sealed class PlatformModel : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder _builder;

    private PlatformModel(IDistributedApplicationTestingBuilder builder) => _builder = builder;

    public static async Task<PlatformModel> OfAsync(params string[] args) =>
        new(await DistributedApplicationTestingBuilder.CreateAsync<PlatformAppHost>(args, TestContext.Current.CancellationToken));

    public IEnumerable<string> Names => _builder.Resources.Select(resource => resource.Name);

    public IEnumerable<ParameterResource> Parameters => _builder.Resources.OfType<ParameterResource>();

    public IResource this[string name] => _builder.Resources.Single(resource => resource.Name == name);

    public IEnumerable<(string Name, WaitType Type)> WaitsOf(string name) =>
        this[name].Annotations.OfType<WaitAnnotation>().Select(wait => (wait.Resource.Name, wait.WaitType));

    /// <summary>The variables of a resource: text as it is, values that are known later as their names.</summary>
    public async Task<IReadOnlyDictionary<string, string>> VariablesOfAsync(string name)
    {
        var context = new EnvironmentCallbackContext(_builder.ExecutionContext, this[name], [], TestContext.Current.CancellationToken);
        foreach (var annotation in this[name].Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables.ToDictionary(
            variable => variable.Key,
            variable => variable.Value is IManifestExpressionProvider later ? later.ValueExpression : variable.Value.ToString() ?? "",
            StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => _builder.DisposeAsync();
}
