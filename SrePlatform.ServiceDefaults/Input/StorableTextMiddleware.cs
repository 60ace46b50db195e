using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SrePlatform.ServiceDefaults.Input;

namespace SrePlatform.ServiceDefaults.Input
{
    /// <summary>A request with a text in it that cannot be stored.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="status">The answer's status.</param>
    internal sealed class UnstorableTextException(string place, string message, int status = StatusCodes.Status400BadRequest) : BadHttpRequestException(message, status)
    {
        public string Field => place;
    }

    /// <summary>
    /// Refuses NUL, halves of surrogate pairs and broken UTF-8 in query, form and JSON before anything reads them: PostgreSQL stores
    /// none of them, and nobody means them. After authorization, so that only who may send something has it read.
    /// </summary>
    internal sealed class StorableTextMiddleware(RequestDelegate next)
    {
        private const string Nul = "NUL is not allowed.";
        private const string NoText = "It is no text: NUL, half of a surrogate pair, or bytes that are no UTF-8.";

        public async Task InvokeAsync(HttpContext context)
        {
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            {
                // The page that says what was wrong with it.
                await next(context);
                return;
            }

            foreach (var (name, values) in context.Request.Query)
            {
                Check(name, values);
            }

            if (context.Request.HasJsonContentType())
            {
                await CheckJsonAsync(context.Request, context.RequestAborted);
            }
            else if (context.Request.HasFormContentType)
            {
                await CheckFormAsync(context.Request, context.RequestAborted);
            }

            await next(context);
        }

        private static async Task CheckJsonAsync(HttpRequest request, CancellationToken cancellationToken)
        {
            if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset is { HasValue: true } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                throw new UnstorableTextException(JsonTextCheck.Body, "JSON must be UTF-8.", StatusCodes.Status415UnsupportedMediaType);
            }

            // Whoever takes it reads it whole: here once, for all of them. The limit of the endpoint holds.
            var body = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, 1024 * 1024));
            request.HttpContext.Response.RegisterForDispose(body);
            await request.Body.CopyToAsync(body, cancellationToken);
            if (JsonTextCheck.BadField(body.GetBuffer().AsSpan(0, (int)body.Length)) is { } field)
            {
                throw new UnstorableTextException(field, NoText);
            }

            body.Position = 0;
            request.Body = body;
        }

        private static async Task CheckFormAsync(HttpRequest request, CancellationToken cancellationToken)
        {
            IFormCollection form;
            try
            {
                form = await request.ReadFormAsync(cancellationToken);
            }
            catch (InvalidDataException exception)
            {
                throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, exception);
            }

            foreach (var (name, values) in form)
            {
                Check(name, values);
            }
        }

        private static void Check(string name, Microsoft.Extensions.Primitives.StringValues values)
        {
            if (name.Contains('\0', StringComparison.Ordinal))
            {
                throw new UnstorableTextException(name.Replace("\0", "", StringComparison.Ordinal), Nul);
            }

            foreach (var value in values)
            {
                if (value?.Contains('\0', StringComparison.Ordinal) == true)
                {
                    throw new UnstorableTextException(name, Nul);
                }
            }
        }
    }
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>What no request may carry.</summary>
    public static class StorableTextExtensions
    {
        /// <summary>Refuses with 400 and the field what no database stores as text.</summary>
        public static IApplicationBuilder UseStorableText(this IApplicationBuilder app) => app.UseMiddleware<StorableTextMiddleware>();
    }
}
