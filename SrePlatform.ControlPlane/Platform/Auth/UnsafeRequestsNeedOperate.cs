using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>Marks a page on which people change only what is their own, so that every role may.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OwnAccountAttribute : Attribute;

/// <summary>
/// A net under all pages: whoever posts to one needs <see cref="Policies.Operate"/>, even where the page forgot to ask. Pages that
/// need more ask for it themselves.
/// </summary>
internal sealed class UnsafeRequestsNeedOperate(IAuthorizationService authorization) : IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        var metadata = context.ActionDescriptor.EndpointMetadata;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || metadata.Any(item => item is IAllowAnonymous or OwnAccountAttribute))
        {
            return;
        }

        if (!(await authorization.AuthorizeAsync(context.HttpContext.User, Policies.Operate)).Succeeded)
        {
            context.Result = new ForbidResult();
        }
    }
}
