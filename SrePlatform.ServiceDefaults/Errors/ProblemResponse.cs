using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace SrePlatform.ServiceDefaults.Errors;

/// <summary>Writes RFC 9457 problem details, whatever the request accepts.</summary>
public static class ProblemResponse
{
    /// <summary>What a caller quotes, and what logs and traces are found by.</summary>
    public static string RequestId(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Answers with a problem; <paramref name="errors"/> names the fields at fault.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string detail, IDictionary<string, string[]>? errors = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var problem = errors is null ? new ProblemDetails() : new HttpValidationProblemDetails(errors) { Title = null };
        problem.Status = status;
        problem.Detail = detail;
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        var service = context.RequestServices.GetService<IProblemDetailsService>();
        if (service is null || !await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem }))
        {
            ProblemShape.Complete(context, problem);
            await context.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, "application/problem+json", context.RequestAborted);
        }
    }
}
