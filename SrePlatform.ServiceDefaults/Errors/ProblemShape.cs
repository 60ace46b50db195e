using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace SrePlatform.ServiceDefaults.Errors;

/// <summary>What every problem of the platform has alike.</summary>
internal static class ProblemShape
{
    /// <summary>Adds the request's id, and names fields as they are on the wire.</summary>
    public static void Complete(HttpContext context, ProblemDetails problem)
    {
        problem.Status ??= context.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Extensions.Remove("traceId");
        problem.Extensions.Remove("trace_id");
        problem.Extensions["request_id"] = ProblemResponse.RequestId(context);
        if (problem is HttpValidationProblemDetails validation)
        {
            validation.Errors = validation.Errors.ToDictionary(error => WireName(error.Key), error => error.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>The name on the wire: <c>TimeRange.Start</c> is <c>time_range.start</c>.</summary>
    public static string WireName(string name) =>
        string.Join('.', name.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
