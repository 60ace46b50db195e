using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;

namespace SrePlatform.ServiceDefaults.Api
{
    /// <summary>A body that an operation takes, for the API's description; tests send it.</summary>
    /// <param name="Json">The body.</param>
    public sealed record RequestExample([StringSyntax(StringSyntaxAttribute.Json)] string Json);
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Examples of request bodies.</summary>
    public static class RequestExampleExtensions
    {
        /// <summary>Describes the operation by a body with every field that it takes.</summary>
        public static TBuilder WithExample<TBuilder>(this TBuilder endpoint, [StringSyntax(StringSyntaxAttribute.Json)] string json) where TBuilder : IEndpointConventionBuilder =>
            endpoint.WithMetadata(new SrePlatform.ServiceDefaults.Api.RequestExample(json));
    }
}
