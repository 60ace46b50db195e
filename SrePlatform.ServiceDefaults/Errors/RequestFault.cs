using Microsoft.AspNetCore.Http;

namespace SrePlatform.ServiceDefaults.Errors;

/// <summary>What went wrong with a request, for whoever renders it.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Kind">Stable name: <c>unreadable</c>, <c>changed</c>, <c>database_away</c>, <c>identity_provider_away</c> or <c>failed</c>.</param>
/// <param name="Fields">The fields at fault.</param>
public sealed record RequestFault(int Status, string Kind, IReadOnlyCollection<string> Fields)
{
    /// <summary>Reads it from an exception.</summary>
    public static RequestFault Of(Exception exception, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(context);
        return Faults.Classify(exception, context) switch
        {
            Fault.UnreadableRequest => new(
                exception is BadHttpRequestException { StatusCode: >= 400 and < 500 } bad ? bad.StatusCode : StatusCodes.Status400BadRequest, "unreadable", BadRequestField.Errors(exception).Keys),
            Fault.ChangedMeanwhile => new(StatusCodes.Status409Conflict, "changed", []),
            Fault.DatabaseAway => new(StatusCodes.Status503ServiceUnavailable, "database_away", []),
            Fault.IdentityProviderAway => new(StatusCodes.Status503ServiceUnavailable, "identity_provider_away", []),
            _ => new(StatusCodes.Status500InternalServerError, "failed", []),
        };
    }
}
