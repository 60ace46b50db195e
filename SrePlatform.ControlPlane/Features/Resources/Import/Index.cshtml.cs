using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>Takes a file of resources and leads to its preview.</summary>
[Authorize(Policies.Manage)]
internal sealed class IndexModel(SreDbContext context, PlanImport plan, TimeProvider time, Texts texts) : PageModel
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    [BindProperty(Name = "file")]
    public IFormFile? Upload { get; set; }

    public string? Error { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (content, error) = await ReadAsync(cancellationToken);
        error ??= (await plan.RunAsync(content!, HttpContext.Scope(), cancellationToken)).Error;
        if (error is not null)
        {
            Error = texts.Say("resources.error.", error);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var now = time.GetUtcNow();
        await context.Set<ResourceImport>().Where(old => old.CreatedAt < now - KeptFor).ExecuteDeleteAsync(cancellationToken);
        var import = ResourceImport.Create(Path.GetFileName(Upload!.FileName), content!, Actor.From(User), now);
        context.Add(import);
        await context.SaveChangesAsync(cancellationToken);
        return this.Done($"/resources/import/{import.Id}");
    }

    private async Task<(string? Content, InvalidField? Error)> ReadAsync(CancellationToken cancellationToken)
    {
        if (Upload is null || Upload.Length == 0)
        {
            return (null, new("file", "empty_file"));
        }

        if (Upload.Length > ImportFile.MostCharacters)
        {
            return (null, new("file", "too_large"));
        }

        try
        {
            using var reader = new StreamReader(Upload.OpenReadStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var content = await reader.ReadToEndAsync(cancellationToken);
            return content.Contains('\0', StringComparison.Ordinal) ? (null, new("file", "no_text")) : (content, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, new("file", "no_text"));
        }
    }
}
