using Microsoft.AspNetCore.Diagnostics;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Platform.Access;

/// <summary>
/// Works the scope of the request out once it is known who asks. A service sees everything, unless it works for somebody: then it
/// sends the signed scope, and a scope that cannot be read is refused rather than ignored.
/// </summary>
internal sealed class ScopeMiddleware(RequestDelegate next)
{
    private static readonly string[] Services = [Roles.ContextRead, Roles.ApprovalRequest];

    public async Task InvokeAsync(HttpContext http, ScopeResolver resolver, RequesterScopes requesters)
    {
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError && http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // The page that says that something is away must not need it.
            await next(http);
            return;
        }

        var asker = http.User;
        if (Roles.People.Any(asker.IsInRole))
        {
            http.Features.Set(await resolver.OfPersonAsync(asker, http.RequestAborted));
        }
        else if (Services.Any(asker.IsInRole))
        {
            var token = http.Request.Headers[RequesterScopes.Header].ToString();
            if (token.Length == 0)
            {
                http.Features.Set(Scope.All);
            }
            else if (await requesters.ReadAsync(token, http.RequestAborted) is { } scope)
            {
                http.Features.Set(scope);
            }
            else
            {
                await new ForbiddenFailure("scope.not_readable", $"The header {RequesterScopes.Header} is not a scope that this service signed, or it has expired.").ToProblem().ExecuteAsync(http);
                return;
            }
        }

        await next(http);
    }
}
