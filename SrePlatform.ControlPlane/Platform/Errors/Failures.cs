using Microsoft.AspNetCore.Http.HttpResults;

namespace SrePlatform.ControlPlane.Platform.Errors;

/// <summary>The one place where expected failures become problem details.</summary>
internal static class Failures
{
    public static int StatusCode(this Failure failure) => failure switch
    {
        ValidationFailure => StatusCodes.Status400BadRequest,
        NotFoundFailure => StatusCodes.Status404NotFound,
        ForbiddenFailure => StatusCodes.Status403Forbidden,
        ConflictFailure => StatusCodes.Status409Conflict,
        UnavailableFailure => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static ProblemHttpResult ToProblem(this Failure failure)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = failure.Code };
        if (failure is ValidationFailure validation)
        {
            extensions["errors"] = validation.Errors;
        }

        return TypedResults.Problem(failure.Detail, statusCode: failure.StatusCode(), extensions: extensions);
    }
}
