using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SrePlatform.ControlPlane.Platform.Htmx;

/// <summary>One address, two answers: the whole page, or the fragment that HTMX swaps in.</summary>
internal static class HtmxPages
{
    /// <summary>Whether HTMX asks for a fragment. A boosted link and a restored history entry get the whole page.</summary>
    public static bool WantsFragment(this HttpRequest request) => request.IsHtmxNonBoosted() && !request.Headers.ContainsKey("HX-History-Restore-Request");

    /// <summary>The fragment when HTMX asks for one, else the page.</summary>
    public static IActionResult PageOrFragment(this PageModel page, string fragment) =>
        page.Request.WantsFragment() ? page.Partial(fragment, page) : page.Page();

    /// <summary>After a form was accepted: HTMX and browsers alike go on to an address of this site, with a word about what happened.</summary>
    public static IActionResult Done(this PageModel page, string address, string? says = null)
    {
        if (says is not null)
        {
            page.TempData[SaysKey] = says;
        }

        if (!page.Request.IsHtmx())
        {
            return new LocalRedirectResult(address);
        }

        page.Response.Headers["HX-Location"] = address;
        return new NoContentResult();
    }

    /// <summary>A word about what happened, shown as a notice beside a fragment.</summary>
    public static void Says(this HttpResponse response, string text, bool isFailure = false) =>
        response.Headers[isFailure ? "X-Says-Failure" : "X-Says"] = Uri.EscapeDataString(text);

    /// <summary>Where the layout looks for what to say.</summary>
    public const string SaysKey = "says";
}

/// <summary>Says on every page that its answer depends on who asks, so that no cache mixes a fragment up with its page.</summary>
internal sealed class VaryByHtmx : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        context.HttpContext.Response.Headers.Append("Vary", "HX-Request, Cookie, Accept-Language");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
