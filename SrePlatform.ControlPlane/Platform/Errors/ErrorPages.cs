using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ControlPlane.Platform.Errors;

/// <summary>
/// Failures as people see them: a browser gets a page that says what happened and what to do, a fragment of HTMX a problem document
/// in the person's language, which the page shows as a notice. The API's own answers are the platform's exception handler's business.
/// </summary>
internal static class ErrorPages
{
    public const string Path = "/error/{0}";

    private static readonly string[] Known = ["bad_request", "forbidden", "not_found", "conflict", "too_large", "too_many", "failed", "unavailable", "database_away", "identity_provider_away"];

    public static void AddErrorPages(this WebApplicationBuilder builder) => builder.Services.AddExceptionHandler<PageExceptionHandler>();

    /// <summary>First of all, so that it sees what every other part answers.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute(Path));
        app.UseWhen(http => !IsPage(http), others => others.UseStatusCodePages(context => AnswerAsync(context.HttpContext)));
        app.UseExceptionHandler();
    }

    /// <summary>Whether a browser asks for something to show, rather than a script for data.</summary>
    public static bool IsPage(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !http.Request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal)
        && !http.Request.WantsFragment()
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The key of the texts for a status, or for the fault behind it.</summary>
    public static string KindOf(HttpContext http, int status)
    {
        var kind = http.Features.Get<RequestFault>() is { } fault && fault.Status == status && Known.Contains(fault.Kind) ? fault.Kind : null;
        return kind ?? status switch
        {
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "forbidden",
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status409Conflict => "conflict",
            StatusCodes.Status413PayloadTooLarge => "too_large",
            StatusCodes.Status429TooManyRequests => "too_many",
            StatusCodes.Status503ServiceUnavailable => "unavailable",
            >= 500 => "failed",
            _ => "bad_request",
        };
    }

    private static Task AnswerAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (!http.Request.Headers.ContainsKey("HX-Request"))
        {
            return ProblemResponse.WriteAsync(http, status, Detail(status));
        }

        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(LocalizationSetup.Choose(http.Request));
        var texts = http.RequestServices.GetRequiredService<Texts>();
        var kind = KindOf(http, status);
        return ProblemResponse.WriteAsync(http, status, $"{texts[$"errors.{kind}.what"]}. {texts[$"errors.{kind}.do"]}");
    }

    private static string Detail(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON, with Content-Type application/json.",
        _ => "The request was refused.",
    };
}

/// <summary>Turns what a page threw into a status; <see cref="ErrorPages"/> renders it.</summary>
internal sealed partial class PageExceptionHandler(ILogger<PageExceptionHandler> logger) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var fault = RequestFault.Of(exception, httpContext);
        httpContext.Features.Set(fault);
        httpContext.Response.StatusCode = fault.Status;
        if (fault.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "5";
        }

        Log.Failed(logger, fault.Status >= StatusCodes.Status500InternalServerError ? LogLevel.Error : LogLevel.Warning, exception, httpContext.Request.Method, httpContext.Request.Path, fault.Kind);
        return ValueTask.FromResult(true);
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "{Method} {Path} failed: {Kind}.")]
        public static partial void Failed(ILogger logger, LogLevel level, Exception exception, string method, string path, string kind);
    }
}
