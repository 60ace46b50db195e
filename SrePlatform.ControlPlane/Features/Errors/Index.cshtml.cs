using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ControlPlane.Features.Errors;

/// <summary>What a person sees when a page could not be shown: what happened, what to do, and the number to quote.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class IndexModel : PageModel
{
    public string Kind { get; private set; } = "not_found";

    public int Status { get; private set; } = StatusCodes.Status404NotFound;

    public string RequestId { get; private set; } = "";

    public string? Fields { get; private set; }

    /// <summary>Where the person was going; null where it would do no good to go there again.</summary>
    public string? Again { get; private set; }

    public void OnGet(int? status) => Show(status);

    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        // Asked for by itself, this address is one that does not exist.
        var original = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        Status = original is not null && status is >= 400 and < 600 ? status.Value : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
        Kind = ErrorPages.KindOf(HttpContext, Status);
        RequestId = ProblemResponse.RequestId(HttpContext);
        Fields = HttpContext.Features.Get<RequestFault>() is { Fields.Count: > 0 } fault ? string.Join(", ", fault.Fields) : null;
        Again = original is not null && Status >= StatusCodes.Status500InternalServerError && HttpMethods.IsGet(Request.Method)
            ? original.OriginalPath + original.OriginalQueryString
            : null;
    }
}
