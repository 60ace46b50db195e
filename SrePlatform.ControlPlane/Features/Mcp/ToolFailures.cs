using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ControlPlane.Features.Mcp;

/// <summary>Expected failures as the errors of a tool, in words that a caller can act on; faults as no more than that they happened.</summary>
internal static partial class ToolFailures
{
    /// <summary>Ends a call with an expected failure.</summary>
    public static McpException AsError(this Failure failure) => new(failure is ValidationFailure validation
        ? string.Join(' ', validation.Errors.SelectMany(error => error.Value.Select(message => $"{error.Key}: {message}")))
        : failure.Detail);

    public static McpRequestHandler<CallToolRequestParams, CallToolResult> Filter(McpRequestHandler<CallToolRequestParams, CallToolResult> next) => async (request, cancellationToken) =>
    {
        try
        {
            return await next(request, cancellationToken);
        }
        catch (Exception exception) when (exception is not (McpException or OperationCanceledException) && request.Services?.GetService<IHttpContextAccessor>()?.HttpContext is { } http)
        {
            var fault = RequestFault.Of(exception, http);
            Log.Failed(request.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ToolFailures)), exception, request.Params?.Name ?? "", fault.Kind);
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = Say(fault) }] };
        }
    };

    private static string Say(RequestFault fault) => fault.Kind switch
    {
        "database_away" => "The platform's database does not answer. Try again in a moment.",
        "unreadable" => "The arguments do not fit the tool's schema.",
        _ => "The platform failed at this; its log says why.",
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Tool} failed: {Kind}.")]
        public static partial void Failed(ILogger logger, Exception exception, string tool, string kind);
    }
}
