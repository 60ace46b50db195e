namespace SrePlatform.AppHost.LocalEngine;

/// <summary>A value that is known once the application starts.</summary>
public interface IValueProvider
{
    /// <summary>The value.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value that can be named before it is known.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The name, such as <c>{control-plane.bindings.http.url}</c>.</summary>
    string ValueExpression { get; }
}
