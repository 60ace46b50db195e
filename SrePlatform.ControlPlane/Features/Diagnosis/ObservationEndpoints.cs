using System.Text.Json;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>What charts of pages fetch; for people who are signed in.</summary>
internal static class ObservationEndpoints
{
    private const int LongestSelector = 4000;

    public static void MapObservations(this WebApplication app) =>
        app.MapGet("/observations/{id:guid}/series", Series).RequireAuthorization(Policies.Read).ExcludeFromDescription();

    /// <param name="id">The observation.</param>
    /// <param name="series">A JSON object of labels that the series must have; all series without it.</param>
    /// <param name="scope">What the person sees.</param>
    /// <param name="diagnoses">Tells whether they see the diagnosis that it is of.</param>
    /// <param name="results">The Assistant's results.</param>
    /// <param name="http">For the caching header.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private static async Task<IResult> Series(Guid id, string? series, Scope scope, ReadDiagnoses diagnoses, AssistantResults results, HttpContext http, CancellationToken cancellationToken)
    {
        if (Labels(series) is not { } labels)
        {
            return new ValidationFailure("series", "Give a JSON object of labels.").ToProblem();
        }

        var observation = await results.FindObservationAsync(id, cancellationToken);
        if (observation.Failure is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        if (observation.Value is not { } known || !await diagnoses.SeesSessionAsync(scope, known.SessionId, cancellationToken))
        {
            return new ObservationHasNoSeries().ToProblem();
        }

        var payload = await results.PayloadAsync(id, cancellationToken);
        if (payload.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        if (payload.Value is not { } bytes || ObservationSeries.Select(bytes, labels) is not { } chart)
        {
            return new ObservationHasNoSeries().ToProblem();
        }

        // An observation never changes.
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.Ok(chart);
    }

    private static Dictionary<string, string>? Labels(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return [];
        }

        try
        {
            return json.Length <= LongestSelector ? JsonSerializer.Deserialize<Dictionary<string, string>>(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
