using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ServiceDefaults.Authentication;

namespace SrePlatform.ServiceDefaults.Errors;

/// <summary>What an exception means to the caller.</summary>
internal enum Fault
{
    CallerLeft,
    UnreadableRequest,
    ChangedMeanwhile,
    DatabaseAway,
    IdentityProviderAway,
    Unexpected,
}

/// <summary>Tells the kinds of exceptions apart.</summary>
internal static class Faults
{
    public static Fault Classify(Exception exception, HttpContext context) => exception switch
    {
        OperationCanceledException or IOException or BadHttpRequestException when context.RequestAborted.IsCancellationRequested => Fault.CallerLeft,
        BadHttpRequestException => Fault.UnreadableRequest,
        JsonException when HasJsonBody(context.Request) => Fault.UnreadableRequest,
        IdentityProviderUnavailableException => Fault.IdentityProviderAway,
        DbUpdateConcurrencyException => Fault.ChangedMeanwhile,
        _ when DatabaseFaults.IsAway(exception) => Fault.DatabaseAway,
        _ => Fault.Unexpected,
    };

    private static bool HasJsonBody(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.HasJsonContentType();
}
