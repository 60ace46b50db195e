using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace SrePlatform.Tests.Hostile;

/// <summary>A page's address with one wrong value, or a form with one.</summary>
internal sealed record PageVisit(string Url, string Where, string What, IReadOnlyDictionary<string, string>? Form = null);

/// <summary>Visits every page with every parameter that it binds wrong in turn, and posts every form so.</summary>
internal sealed partial class HostilePages(IServiceProvider services, Func<string, string?> known)
{
    public async Task<IReadOnlyList<PageVisit>> AllAsync(bool everything)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var visits = new List<PageVisit>();
        foreach (var endpoint in services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                visits.AddRange(Visits(endpoint, await loader.LoadAsync(page, new EndpointMetadataCollection()), everything, visits.Count));
            }
        }

        return visits;
    }

    private IEnumerable<PageVisit> Visits(RouteEndpoint endpoint, CompiledPageActionDescriptor page, bool everything, int start)
    {
        var index = start;
        foreach (var handler in page.HandlerMethods)
        {
            var names = page.BoundProperties.Select(property => property.Name)
                .Concat(handler.Parameters.Where(parameter => parameter.ParameterType != typeof(CancellationToken)).Select(parameter => parameter.Name))
                .Concat(endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name))
                .Concat(handler.HttpMethod == "Get" ? ["q", "sort", "limit", "cursor", "since"] : ["version"])
                .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            foreach (var name in names)
            {
                foreach (var text in HostileValues.Texts.Where((_, number) => everything || number == 0 || (number + index) % 12 == 0))
                {
                    yield return Visit(endpoint, handler, names, name, text);
                }

                index++;
            }
        }
    }

    private PageVisit Visit(RouteEndpoint endpoint, HandlerMethodDescriptor handler, List<string> names, string wrong, string text)
    {
        var inPath = endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name == wrong);
        // NUL does not get into a path: the web server refuses it.
        var value = inPath ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        var url = Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), match =>
            Uri.EscapeDataString(match.Groups["name"].Value == wrong ? value : known(match.Groups["name"].Value) ?? "1"));
        var query = handler.Name is null ? "?" : $"?handler={handler.Name}&";
        if (handler.HttpMethod != "Get")
        {
            return new PageVisit(url + query, wrong, value, names.ToDictionary(name => name, name => name == wrong ? value : known(name) ?? "text", StringComparer.OrdinalIgnoreCase));
        }

        return new PageVisit(inPath ? url + query : $"{url}{query}{wrong}={Uri.EscapeDataString(value)}", wrong, value);
    }

    /// <summary>Everything that an answer should not have been.</summary>
    public static async Task<string?> FaultAsync(HttpResponseMessage answer, PageVisit visit)
    {
        var what = $"{(visit.Form is null ? "GET" : "POST")} {visit.Url[..Math.Min(visit.Url.Length, 200)]} with {visit.Where}";
        if ((int)answer.StatusCode >= 500)
        {
            return $"{what}: {(int)answer.StatusCode}";
        }

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (visit.What.Contains("<script>", StringComparison.Ordinal) && answer.Content.Headers.ContentType?.MediaType == "text/html" && text.Contains("<script>alert(1)", StringComparison.Ordinal))
        {
            return $"{what}: the page carries the script that it was given";
        }

        return visit.What.Contains('\0', StringComparison.Ordinal) && answer.StatusCode is HttpStatusCode.OK ? $"{what}: NUL was taken" : null;
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
