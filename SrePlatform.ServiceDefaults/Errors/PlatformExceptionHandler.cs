using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace SrePlatform.ServiceDefaults.Errors;

/// <summary>Answers API requests whose handling threw; pages are left to whoever renders them.</summary>
internal sealed partial class PlatformExceptionHandler(ILogger<PlatformExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var fault = Faults.Classify(exception, httpContext);
        if (fault == Fault.CallerLeft)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        if (!AnswersWithProblem(httpContext.Request))
        {
            return false;
        }

        if (fault is Fault.Unexpected)
        {
            Log.Unexpected(logger, exception, httpContext.Request.Method, httpContext.Request.Path);
        }
        else
        {
            Log.Refused(logger, exception, httpContext.Request.Method, httpContext.Request.Path, fault);
        }

        await (fault switch
        {
            Fault.UnreadableRequest => ProblemResponse.WriteAsync(httpContext, StatusOf(exception), "The request cannot be read; errors names the field.", BadRequestField.Errors(exception)),
            Fault.ChangedMeanwhile => ProblemResponse.WriteAsync(httpContext, StatusCodes.Status409Conflict, "Somebody else changed this meanwhile: read it again and repeat your change."),
            Fault.DatabaseAway => Unavailable(httpContext, "The database does not answer at the moment; nothing was changed. Try again shortly."),
            Fault.IdentityProviderAway => Unavailable(httpContext, "The identity provider does not answer at the moment. Try again shortly."),
            _ => ProblemResponse.WriteAsync(httpContext, StatusCodes.Status500InternalServerError, "Something went wrong on our side. Quote the request_id when you report it; the log has the details under it."),
        });
        return true;
    }

    private static Task Unavailable(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return ProblemResponse.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, detail);
    }

    private static int StatusOf(Exception exception) =>
        exception is BadHttpRequestException { StatusCode: >= 400 and < 500 } bad ? bad.StatusCode : StatusCodes.Status400BadRequest;

    private static bool AnswersWithProblem(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal)
        || !(request.Headers.ContainsKey("HX-Request") || request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
        public static partial void Unexpected(ILogger logger, Exception exception, string method, string path);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} was refused: {Fault}.")]
        public static partial void Refused(ILogger logger, Exception exception, string method, string path, Fault fault);
    }
}
